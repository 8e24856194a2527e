"""The helpline: operators take calls, make them, and write down what came of them."""

from storefront_schema.mutations.helpline.helpline_call_claim import HelplineCallClaim
from storefront_schema.mutations.helpline.helpline_call_complete import HelplineCallComplete
from storefront_schema.mutations.helpline.helpline_call_connect import HelplineCallConnect
from storefront_schema.mutations.helpline.helpline_call_release import HelplineCallRelease
from storefront_schema.mutations.helpline.helpline_call_renew import HelplineCallRenew
from storefront_schema.mutations.helpline.helpline_call_reveal_number import HelplineCallRevealNumber
from storefront_schema.mutations.helpline.helpline_call_transfer import HelplineCallTransfer
from storefront_schema.mutations.helpline.helpline_operator_upsert import HelplineOperatorUpsert

MUTATIONS = {
    "helpline_call_claim": HelplineCallClaim,
    "helpline_call_connect": HelplineCallConnect,
    "helpline_call_renew": HelplineCallRenew,
    "helpline_call_complete": HelplineCallComplete,
    "helpline_operator_upsert": HelplineOperatorUpsert,
    "helpline_call_transfer": HelplineCallTransfer,
    "helpline_call_release": HelplineCallRelease,
    "helpline_call_reveal_number": HelplineCallRevealNumber,
}
