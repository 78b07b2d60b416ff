"""Tables of the exchange."""

from .arrivals import Arrival, Way
from .callbacks import SeenOnce
from .devices import Device
from .imports import ImportedLine, ImportMapping, ImportRun
from .open311 import Submission
from .peers import Peer, PeerRequest, PeerService
from .sharing import DataGrant, DataGrantElement, DataSubscription, DataUse, ElementOwner
from .systems import ApiKey, AskedOnce, Client, ClientGrant

__all__ = [
    "ApiKey",
    "Arrival",
    "AskedOnce",
    "Client",
    "ClientGrant",
    "DataGrant",
    "DataGrantElement",
    "DataSubscription",
    "DataUse",
    "Device",
    "ElementOwner",
    "ImportMapping",
    "ImportRun",
    "ImportedLine",
    "Peer",
    "PeerRequest",
    "PeerService",
    "SeenOnce",
    "Submission",
    "Way",
]
