"""All that knows SQL. `open_storage` gives a `Storage`, `look` a glance; inside, a `Tx` has the stores."""

from storage.db import Storage, look, open_storage
from storage.errors import StorageError
from storage.tx import Tx

__all__ = ["Storage", "StorageError", "Tx", "look", "open_storage"]
