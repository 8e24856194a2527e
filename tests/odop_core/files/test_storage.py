"""Where files lie, and which links lead there; the bucket is spoken to over HTTP."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from odop_core.files import storage
from odop_core.files.errors import StorageUnavailable
from odop_core.files.sanitizer import SanitizedFile

FILE = SanitizedFile(b"a photo", "image/jpeg")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path / "evidence"))
    return tmp_path / "evidence"


@pytest.fixture(scope="module")
def s3_url() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bucket that is where evidence is kept; as boto3 shows it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("ODOP_EVIDENCE_BUCKET", "evidence")
    monkeypatch.setenv("ODOP_EVIDENCE_REGION", "ap-south-1")
    monkeypatch.setenv("ODOP_EVIDENCE_ENDPOINT_URL", s3_url)
    found = boto3.resource("s3", endpoint_url=s3_url, region_name="ap-south-1").Bucket("evidence")
    found.create(CreateBucketConfiguration={"LocationConstraint": "ap-south-1"})
    yield found
    found.objects.delete()
    found.delete()


def test_folder_keeps_a_file_under_a_name_that_says_nothing(folder: Path) -> None:
    # when
    names = [storage.save_file(FILE), storage.save_file(FILE)]

    # then
    assert len(set(names)) == 2
    assert all(len(Path(name).stem) == 32 and name.endswith(".jpg") for name in names)
    assert storage.read_file(names[0]) == FILE.content
    assert stat.S_IMODE((folder / names[0]).stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / names[0]).parent.stat().st_mode) == 0o700


def test_folder_has_no_links_of_its_own(folder: Path) -> None:
    assert storage.make_direct_link(storage.save_file(FILE), 60) is None


def test_deleted_file_is_gone(folder: Path) -> None:
    # given
    name = storage.save_file(FILE)

    # when
    storage.delete_file(name)

    # then
    with pytest.raises(FileNotFoundError):
        storage.read_file(name)


def test_default_folder_is_not_inside_the_public_media(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.delenv("ODOP_EVIDENCE_DIR", raising=False)
    settings.MEDIA_ROOT = "/srv/shop/media/"

    # when / then
    assert storage.evidence_folder() == Path("/srv/shop/odop-evidence")


def test_deployment_may_name_a_storage_of_its_own(settings: Any, tmp_path: Path) -> None:
    # given
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**settings.STORAGES, storage.ALIAS: {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}}

    # when
    name = storage.save_file(FILE)

    # then
    assert (tmp_path / name).read_bytes() == FILE.content


def test_token_opens_what_it_was_signed_for() -> None:
    assert storage.open_token(storage.sign_token(7, 60)) == 7


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "W10:x:y"])
def test_token_nobody_signed_is_refused(token: str) -> None:
    with pytest.raises(storage.LinkEnded, match="not valid"):
        storage.open_token(token)


def test_token_for_another_file_cannot_be_made_of_one() -> None:
    # given
    mine, other = storage.sign_token(7, 60), storage.sign_token(8, 60)

    # when / then
    with pytest.raises(storage.LinkEnded):
        storage.open_token(other.split(":")[0] + ":" + mine.split(":", 1)[1])


def test_token_ends() -> None:
    with pytest.raises(storage.LinkEnded, match="ended"):
        storage.open_token(storage.sign_token(7, -1))


def test_bucket_keeps_a_file_for_nobody_but_us(bucket: Any) -> None:
    # when
    name = storage.save_file(FILE)

    # then
    kept = bucket.Object(name)
    assert kept.get()["Body"].read() == FILE.content
    assert kept.content_type == "image/jpeg"
    assert kept.cache_control == "private, no-store"
    assert not [grant for grant in kept.Acl().grants if "URI" in grant["Grantee"]]
    assert storage.read_file(name) == FILE.content


def test_bucket_hands_out_links_that_end(bucket: Any) -> None:
    # given
    name = storage.save_file(FILE)

    # when
    link = storage.make_direct_link(name, 300)

    # then
    assert link
    assert "X-Amz-Expires=300" in link
    assert "X-Amz-Signature=" in link
    answer = requests.get(link, timeout=5)
    assert answer.content == FILE.content
    assert answer.headers["Content-Disposition"] == "attachment"


def test_bucket_deletes(bucket: Any) -> None:
    # given
    name = storage.save_file(FILE)

    # when
    storage.delete_file(name)

    # then
    assert list(bucket.objects.all()) == []
    with pytest.raises(FileNotFoundError):
        storage.read_file(name)


def test_bucket_that_is_not_there_is_said_to_be_away(bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_EVIDENCE_BUCKET", "another-bucket")

    # when / then
    with pytest.raises(StorageUnavailable):
        storage.save_file(FILE)


def test_sealed_file_is_read_back_and_lies_encrypted(folder: Path) -> None:
    # when
    name = storage.save_encrypted("नाम,9800000001".encode())

    # then
    assert storage.read_encrypted(name).decode() == "नाम,9800000001"
    assert b"9800000001" not in (folder / name).read_bytes()
