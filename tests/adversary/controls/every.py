"""Every control."""

from typing import Final

from tests.adversary.controls.counted import Counted
from tests.adversary.controls.kept_key import KeptKey
from tests.adversary.controls.random_id import RandomId
from tests.adversary.controls.storage import Storage
from tests.adversary.controls.unpadded import Unpadded

EVERY: Final[tuple[type[Storage], ...]] = (Counted, RandomId, Unpadded, KeptKey)
