"""The host joins the suite to Saleor: its permissions, the plugins' switches and their configuration."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.utils import CaptureQueriesContext
from saleor.core.db.connection import restrict_writer
from saleor.graphql.tests.utils import get_graphql_content
from saleor.plugins.models import PluginConfiguration

from odop_core.models import InboxEvent
from odop_core.plugin import configuration
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from odop_core.store import host

PLUGINS = """
query { plugins(first: 50) { edges { node { id name globalConfiguration {
  active configuration { name value type label helpText }
} } } } }
"""
UPDATE = """
mutation Update($id: ID!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, input: $input) { errors { field message code } }
}
"""
VISIBLE = {
    "odop.provenance", "odop.consignment", "odop.notifications", "odop.logistics", "odop.accounts", "odop.certificates",
}  # fmt: skip


@pytest.fixture
def merchant(staff_api_client, permission_manage_plugins):
    staff_api_client.user.user_permissions.add(permission_manage_plugins)
    return staff_api_client


def listed(client):
    edges = get_graphql_content(client.post_graphql(PLUGINS))["data"]["plugins"]["edges"]
    return {edge["node"]["id"]: edge["node"]["globalConfiguration"] for edge in edges}


def update(client, plugin_id, **changes):
    answer = client.post_graphql(UPDATE, {"id": plugin_id, "input": changes})
    return get_graphql_content(answer)["data"]["pluginUpdate"]["errors"]


def test_every_permission_can_be_granted(api_client):
    # when
    answer = api_client.post_graphql('{ __type(name: "PermissionEnum") { enumValues { name } } }')

    # then
    names = {value["name"] for value in get_graphql_content(answer)["data"]["__type"]["enumValues"]}
    assert {permission.name for permission in Permission} <= names


def test_a_group_can_be_given_our_permissions(superuser_api_client):
    # given
    document = """
    mutation Create($input: PermissionGroupCreateInput!) {
      permissionGroupCreate(input: $input) { group { permissions { code } } errors { field message code } }
    }
    """
    wanted = {permission.name for permission in Permission}

    # when
    answer = superuser_api_client.post_graphql(
        document, {"input": {"name": "Helpline", "addPermissions": sorted(wanted)}}
    )

    # then
    payload = get_graphql_content(answer)["data"]["permissionGroupCreate"]
    assert not payload["errors"]
    assert {row["code"] for row in payload["group"]["permissions"]} == wanted


def test_the_merchant_sees_five_plugins_and_not_the_intake(merchant):
    # when
    plugins = listed(merchant)

    # then
    assert plugins.keys() & (VISIBLE | {"odop.intake"}) == VISIBLE
    assert all(plugins[name]["active"] for name in VISIBLE)
    assert all(field["label"] for name in VISIBLE for field in plugins[name]["configuration"])


def test_plugins_are_on_after_migrating():
    assert all(host.current_host().plugin_state(plugin_id).active for plugin_id in VISIBLE)
    assert host.current_host().plugin_state("odop.unheard-of") is None


def test_migrating_again_changes_no_switch():
    # given
    PluginConfiguration.objects.filter(identifier="odop.logistics").update(active=False)

    # when
    call_command("migrate", "odop_core", verbosity=0)

    # then
    assert not configuration.is_active("odop.logistics")
    assert PluginConfiguration.objects.filter(identifier__in=VISIBLE).count() == len(VISIBLE)


def test_switching_a_plugin_off_is_heard(merchant):
    # when
    errors = update(merchant, "odop.consignment", active=False)

    # then
    assert not errors
    assert not configuration.is_active("odop.consignment")
    assert configuration.is_active("odop.logistics")


def test_configuration_reaches_the_plugin(merchant):
    # given
    from odop_consignment.settings import ConsignmentSettings

    # when
    errors = update(merchant, "odop.consignment", configuration=[{"name": "release_orders", "value": "placed"}])

    # then
    assert not errors
    assert configuration.load_settings(ConsignmentSettings).release_orders == "placed"
    assert configuration.is_active("odop.consignment")


def test_unusable_configuration_is_refused_and_named(merchant):
    # when
    errors = update(merchant, "odop.notifications", configuration=[{"name": "gateway_url", "value": "ftp://nowhere"}])

    # then
    assert [(error["field"], error["code"]) for error in errors] == [("configuration", "INVALID")]
    assert errors[0]["message"].startswith("Gateway address: ")
    assert configuration.is_active("odop.notifications")
    assert "ftp" not in str(host.current_host().plugin_state("odop.notifications"))


def test_secrets_are_hidden_from_the_merchant_and_known_to_the_plugin(merchant):
    # given
    from odop_notifications.settings import NotificationSettings

    secret = "whsec_bm90aGluZyBzZWNyZXQgaGVyZQ=="

    # when
    errors = update(merchant, "odop.notifications", configuration=[{"name": "gateway_secret", "value": secret}])

    # then
    assert not errors
    fields = {field["name"]: field for field in listed(merchant)["odop.notifications"]["configuration"]}
    assert fields["gateway_secret"]["type"] == "SECRET"
    assert secret not in fields["gateway_secret"]["value"]
    assert configuration.load_settings(NotificationSettings).gateway_secret == secret


def test_the_oldest_of_several_rows_counts():
    # given: Saleor's unique constraint lets this happen
    PluginConfiguration.objects.create(identifier="odop.logistics", active=False, configuration=[])

    # then
    assert configuration.is_active("odop.logistics")


def test_asking_for_a_plugins_state_is_one_query_and_not_to_the_writer():
    # when
    with (
        CaptureQueriesContext(connections["default"]) as captured,
        connections["default"].execute_wrapper(restrict_writer),
    ):
        connections["default"]._allow_writer = False
        host.current_host().plugin_state("odop.provenance")

    # then
    connections["default"]._allow_writer = True
    assert len(captured) <= 1


def test_workers_write_under_saleors_guard():
    # given: work, and the guard Saleor puts around Celery tasks
    connections["default"]._allow_writer = False
    with connections["default"].execute_wrapper(restrict_writer):
        # when
        worker.run_due(seconds=5)
        found = worker.reconcile()

    # then
    connections["default"]._allow_writer = True
    assert found == 0
    assert not InboxEvent.objects.exists()
