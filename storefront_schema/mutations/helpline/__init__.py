"""The helpline: operators take calls, make them, and write down what came of them."""

from storefront_schema.mutations.helpline.helpline_claim import HelplineClaim
from storefront_schema.mutations.helpline.helpline_connect import HelplineConnect
from storefront_schema.mutations.helpline.helpline_extend import HelplineExtend
from storefront_schema.mutations.helpline.helpline_log_outcome import HelplineLogOutcome
from storefront_schema.mutations.helpline.helpline_operator_save import HelplineOperatorSave
from storefront_schema.mutations.helpline.helpline_release import HelplineRelease
from storefront_schema.mutations.helpline.helpline_show_number import HelplineShowNumber

MUTATIONS = {
    "helpline_claim": HelplineClaim,
    "helpline_connect": HelplineConnect,
    "helpline_extend": HelplineExtend,
    "helpline_log_outcome": HelplineLogOutcome,
    "helpline_operator_save": HelplineOperatorSave,
    "helpline_release": HelplineRelease,
    "helpline_show_number": HelplineShowNumber,
}
