"""Why a claim does not move. Each message is for the person who tried."""

from __future__ import annotations


class ClaimRefused(ValueError):
    """Base of the reasons why a claim does not move; the message is for the person who tried."""


class NoClaim(ClaimRefused):
    """Nothing was ever said of this product."""


class WrongState(ClaimRefused):
    """The claim cannot go there from where it is."""


class ClaimChanged(ClaimRefused):
    """Somebody else was faster: the claim is no longer the one that was seen."""


class IncompleteClaim(ClaimRefused):
    """Neither a craft is named nor said that the product is not on the district's ODOP list."""


class CraftOffList(ClaimRefused):
    """A craft is named for a product said to be off the district's ODOP list."""


class NoEvidence(ClaimRefused):
    """No accepted evidence, and no reason given why none is needed."""


class NoReason(ClaimRefused):
    """This step needs a reason."""


class AlreadyOver(ClaimRefused):
    """The last day of what is granted is past."""
