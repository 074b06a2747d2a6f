"""Reads vectors.json as a program other than gd8 would.

It follows the description in store/seal/doc.go, with libsodium and the
reference Argon2 underneath, and prints how many values, references and
envelopes it could read. Needs python3-nacl and python3-argon2.
"""

import hashlib
import hmac
import json
import pathlib
import unicodedata

import argon2.low_level
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt


def u32(b):
    return int.from_bytes(b, "big")


def text(b):
    return len(b).to_bytes(4, "big") + b


def crc32c(b):
    """The checksum as it is stored, lowest byte first."""
    crc = 0xFFFFFFFF
    for byte in b:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return (crc ^ 0xFFFFFFFF).to_bytes(4, "little")


def hmac256(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def subkey(master, info, size):
    return hmac256(hmac256(bytes(32), master), info + b"\x01")[:size]


def index(key, label, parts):
    return hmac256(key, b"".join(text(t.encode()) for t in [label, *parts]))[:16]


def open_plain(bucket, key, stored):
    assert stored[0] == 1
    plain = stored[1:-4]
    assert stored[-4:] == crc32c(stored[:1] + text(bucket) + text(key) + plain)
    return plain


def open_encrypted(values_key, bucket, key, stored):
    assert stored[0] == 2
    binding = stored[:1] + text(bucket) + text(key)
    return decrypt(stored[25:], binding, stored[1:25], values_key)


def unlock(envelope, passphrase):
    assert envelope[:8] == b"gd8key\x01\x01"
    assert envelope[-4:] == crc32c(envelope[:-4])
    passes, memory, lanes, s = u32(envelope[8:12]), u32(envelope[12:16]), envelope[16], envelope[17]
    assert 1 <= passes <= 16 and 1 <= lanes <= 16 and 8 * lanes <= memory <= 1 << 20 and 16 <= s <= 64
    key = argon2.low_level.hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode(), envelope[18:18 + s],
        passes, memory, lanes, 32, argon2.low_level.Type.ID, 0x13)
    master = decrypt(envelope[58 + s:106 + s], envelope[:58 + s], envelope[34 + s:58 + s], key)
    assert subkey(master, b"gd8 store 1: key check", 16) == envelope[18 + s:34 + s]
    return master


def main():
    vectors = json.loads(pathlib.Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
    raw = bytes.fromhex
    plain, encrypted = vectors["plain_store"], vectors["encrypted_store"]
    master = raw(encrypted["master_key"])
    values_key = subkey(master, b"gd8 store 1: values", 32)
    values = references = envelopes = 0
    for v in plain["values"]:
        assert open_plain(v["bucket"].encode(), raw(v["key"]), raw(v["stored"])) == raw(v["plain"])
        values += 1
    for v in encrypted["values"]:
        assert open_encrypted(values_key, v["bucket"].encode(), raw(v["key"]), raw(v["stored"])) == raw(v["plain"])
        values += 1
    for store, key in (plain, raw(plain["index_key"])), (encrypted, subkey(master, b"gd8 store 1: index", 32)):
        for i in store["index"]:
            assert index(key, i["label"], i["parts"]) == raw(i["hash"])
            references += 1
    for e in vectors["envelopes"]:
        assert unlock(raw(e["stored"]), e["passphrase"]) == raw(e["master_key"])
        envelopes += 1
    print(f"{values} values, {references} references, {envelopes} envelopes")


main()
