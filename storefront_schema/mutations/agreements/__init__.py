"""The terms on which suppliers' goods are sold."""

from storefront_schema.mutations.agreements.agreement_create import AgreementCreate
from storefront_schema.mutations.agreements.agreement_terminate import AgreementTerminate
from storefront_schema.mutations.agreements.agreement_version_create import AgreementVersionCreate
from storefront_schema.mutations.agreements.agreement_version_sign import AgreementVersionSign
from storefront_schema.mutations.agreements.agreement_version_update import AgreementVersionUpdate
from storefront_schema.mutations.agreements.steps import AgreementVersionOffer, AgreementVersionWithdraw

MUTATIONS = {
    "agreement_create": AgreementCreate,
    "agreement_terminate": AgreementTerminate,
    "agreement_version_create": AgreementVersionCreate,
    "agreement_version_offer": AgreementVersionOffer,
    "agreement_version_sign": AgreementVersionSign,
    "agreement_version_update": AgreementVersionUpdate,
    "agreement_version_withdraw": AgreementVersionWithdraw,
}
