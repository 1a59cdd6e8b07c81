"""Bytes ↔ bytes that only a passphrase opens: scrypt makes a key of it, AES-GCM encrypts and tells of any change."""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any

_FORM = "interview-coder key"
_VERSION = 1
_COST, _BLOCKS, _PASSES = 2**15, 8, 3  # what OWASP asks of scrypt in 2026; 32 MB
_MOST_COST = 2**20
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES, _CHECK_BYTES = 16, 12, 32, 8


class WrongPassphraseError(Exception):
    """The passphrase is not the one the bytes were sealed with."""


class DamagedSealError(Exception):
    """The bytes were not sealed by `Seal.close`, or changed since."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A passphrase made ready: deriving its key takes a moment, sealing with it next to nothing.

    Parameters
    ----------
    head : bytes
        What stands before the encrypted bytes, a line that tells how the key is derived; it is authenticated too.
    key : bytes
    """

    head: bytes
    key: bytes

    @classmethod
    def make(cls, passphrase: str) -> Seal:
        """Make a seal with a new salt."""
        salt = secrets.token_bytes(_SALT_BYTES)
        key, check = _derive(passphrase, salt, _COST)
        facts = {
            "form": _FORM,
            "version": _VERSION,
            "kdf": "scrypt",
            "n": _COST,
            "r": _BLOCKS,
            "p": _PASSES,
            "cipher": "AES-GCM",
        }
        head = json.dumps(facts | {"salt": salt.hex(), "check": check.hex()}).encode() + b"\n"
        return cls(head, key)

    @classmethod
    def of(cls, sealed: bytes, passphrase: str) -> Seal:
        """Make the seal of bytes that are sealed already.

        Raises
        ------
        WrongPassphraseError, DamagedSealError
        """
        head, line_end, _ = sealed.partition(b"\n")
        facts = _read_head(head)
        key, check = _derive(passphrase, bytes.fromhex(facts["salt"]), facts["n"])
        if not hmac.compare_digest(check, bytes.fromhex(facts["check"])):
            raise WrongPassphraseError
        return cls(head + line_end, key)

    def close(self, content: bytes) -> bytes:
        """Encrypt."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        return self.head + nonce + AESGCM(self.key).encrypt(nonce, content, self.head)

    def open(self, sealed: bytes) -> bytes:
        """Decrypt.

        Raises
        ------
        DamagedSealError
            When a single bit is not as it was.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        body = sealed[len(self.head) :]
        try:
            return AESGCM(self.key).decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], self.head)
        except (InvalidTag, ValueError) as error:
            raise DamagedSealError from error


def _read_head(head: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(head)
        is_known = facts["form"] == _FORM and facts["version"] == _VERSION and 1 < facts["n"] <= _MOST_COST
        bytes.fromhex(facts["salt"] + facts["check"])
    except (ValueError, LookupError, TypeError) as error:
        raise DamagedSealError from error
    if not is_known:
        raise DamagedSealError
    return dict(facts)


def _derive(passphrase: str, salt: bytes, cost: int) -> tuple[bytes, bytes]:
    """Return the key, and a few bytes by which a wrong passphrase is told from a damaged file."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    scrypt = Scrypt(salt=salt, length=_KEY_BYTES + _CHECK_BYTES, n=cost, r=_BLOCKS, p=_PASSES)
    made = scrypt.derive(passphrase.encode("utf-8", "surrogatepass"))
    return made[:_KEY_BYTES], made[_KEY_BYTES:]
