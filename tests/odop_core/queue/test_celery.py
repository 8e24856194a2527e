"""Celery finds the suite's tasks as it finds those of any Django project: in the `tasks` module of an installed app."""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from celery.app.task import Task
from celery.loaders.base import find_related_module
from django.apps import apps

PLUGINS = Path(__file__).resolve().parents[3] / "plugins"
APPS = sorted(folder.name for folder in PLUGINS.iterdir() if (folder / "apps.py").exists())


def tasks_in_source(app: str) -> set[str]:
    """The functions that are made tasks of, wherever in the app."""
    found = set()
    for file in (PLUGINS / app).rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        if "shared_task" not in source:
            continue
        module = ".".join(file.relative_to(PLUGINS).with_suffix("").parts)
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef) and any("shared_task" in ast.unparse(d) for d in node.decorator_list):
                found.add(getattr(import_module(module), node.name).name)
    return found


@pytest.mark.parametrize("app", APPS)
def test_celery_finds_every_task_of_an_app(app: str) -> None:
    # given
    assert apps.is_installed(app)

    # when
    found = find_related_module(app, "tasks")

    # then
    members = vars(found).values() if found else ()
    assert {member.name for member in members if isinstance(member, Task)} == tasks_in_source(app)
    assert bool(found) == (find_spec(f"{app}.tasks") is not None)


def test_the_core_has_tasks() -> None:
    assert tasks_in_source("odop_core") == {"odop_core.run_due", "odop_core.reconcile"}
