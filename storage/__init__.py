"""All that knows SQL. `open_storage` gives a `Storage`; a transaction sees the stores through a `Tx`."""

from storage.db import Storage, open_storage
from storage.errors import StorageError
from storage.tx import Tx

__all__ = ["Storage", "StorageError", "Tx", "open_storage"]
