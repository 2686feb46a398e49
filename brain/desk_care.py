"""What a person can do for those whose data it is. `Desk` offers these; they are kept here for its length."""

from __future__ import annotations

from brain.care.backup import Backup, make_backup
from brain.care.forget import Forgotten, forget_customer
from brain.care.personal import PersonalData, personal_data
from brain.care.retention import Applied, apply_retention
from brain.facts.warehouse.shops import Shop
from brain.kernel.identity import Actor
from brain.parts import Parts


class Care:
    """One actor's care for one shop's data. Each of these asks for the permission itself."""

    def __init__(self, parts: Parts, shop: Shop, actor: Actor) -> None:
        self._of = (parts, shop, actor)

    def personal_data(self) -> PersonalData:
        """Where personal data is kept, and where it stands in free text all the same."""
        return personal_data(*self._of)

    def forget(self, own_id: str) -> Forgotten:
        """Forget the customer with this number of the owner's. Cannot be undone."""
        return forget_customer(*self._of, own_id=own_id)

    def apply_retention(self) -> Applied | None:
        """Delete what is older than the settings say; None when that was done on this shop day already."""
        parts, shop, _ = self._of
        return apply_retention(parts, shop)

    def backup(self) -> Backup:
        """Write the whole home into one file beside it."""
        return make_backup(*self._of)
