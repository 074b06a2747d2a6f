// Package seal protects every value of gd8's store file and hides the
// references in its keys. bbolt itself has no checksums: a flipped bit in a
// page is returned as data. So every value put into a bucket is first sealed,
// plain with a checksum or encrypted with an authentication tag, and every
// value read is opened, which binds it to the bucket and key it was put under.
//
// This comment is the description of the format. With it, and the test vectors
// in testdata/seal/vectors.json, another program can read the values of a
// gd8 store; testdata/seal/read_vectors.py is one.
//
// # Notation
//
// Numbers are unsigned and, but for checksums, big-endian; u32 is one of four
// bytes. A || B is A followed by B. text(X) is u32(length of X in bytes) || X.
// Text is UTF-8.
// CRC-32C is the Castagnoli checksum of RFC 3720 and, as there, stored with its
// lowest byte first: of the nine ASCII digits 123456789 it is the number e3069283
// and the bytes 83 92 06 e3.
//
// # Binding
//
// A value is tied to its place by its binding:
//
//	binding = format (1 byte) || text(bucket) || text(key)
//
// where bucket is the name of the bbolt bucket, and key the bytes of the key
// in it. A value moved to another bucket or key no longer opens.
//
// # A value in a plain store: format 1
//
//	offset  size  what
//	0       1     format: 1
//	1       n     the value, as it is
//	1+n     4     CRC-32C of binding || value
//
// Of damage to one value, CRC-32C notices every change confined to 32
// neighbouring bits, and all but one in 2^32 of others. It is no defence
// against someone who means to change a value: they can compute it too. The
// journal's chain and its checkpoints are for that, and encryption.
//
// # A value in an encrypted store: format 2
//
//	offset  size  what
//	0       1     format: 2
//	1       24    nonce: random, new for every value each time it is written
//	25      n     the value, encrypted
//	25+n    16    authentication tag
//
// The cipher is XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) under the values
// subkey, with the binding as associated data. A nonce of 192 random bits does
// not repeat in practice, however many values are written. Nonces are drawn from
// the operating system a few at a time; a virtual machine that is copied while
// gd8 runs, and then goes on as two, could use those few twice.
//
// # Keys
//
// The master key of an encrypted store is 256 random bits. Its subkeys are
// HKDF-SHA-256 (RFC 5869), without salt, with these infos in ASCII:
//
//	info                      size  use
//	gd8 store 1: values       32    XChaCha20-Poly1305 of values
//	gd8 store 1: index        32    HMAC-SHA-256 of references
//	gd8 store 1: key check    16    kept in the envelope, to recognise the master key
//
// A plain store has no master key. Its index key is 32 random bytes, kept
// in the file in the clear.
//
// # References in keys
//
// A reference that a bbolt key would reveal is replaced by
//
//	first 16 bytes of HMAC-SHA-256(index key, text(label) || text(part 1) || text(part 2) ...)
//
// where label says what the reference is used for.
//
// # The envelope
//
// The master key is kept wrapped by the passphrase:
//
//	offset  size  what
//	0       6     "gd8key" in ASCII
//	6       1     version: 1
//	7       1     key derivation: 1, which is Argon2id, version 1.3 (RFC 9106)
//	8       4     passes, 1 to 16
//	12      4     memory in KiB, 8 times the lanes to 1048576
//	16      1     lanes, 1 to 16
//	17      1     length s of the salt, 16 to 64; gd8 writes 16
//	18      s     salt: random
//	18+s    16    key check
//	34+s    24    nonce: random
//	58+s    48    the master key, encrypted, and its 16-byte tag
//	106+s   4     CRC-32C of all before it
//
// The wrapping key is Argon2id of the passphrase in Unicode NFC, 32 bytes long,
// without secret or associated data. It encrypts the master key by
// XChaCha20-Poly1305, with all bytes before the encrypted master key as
// associated data. A reader refuses numbers outside the ranges given before it
// derives anything, or a file could ask it for terabytes of memory. gd8 writes
// RFC 9106's second recommended costs: 3 passes, 64 MiB, 4 lanes.
//
// The key check makes an envelope fit one master key only, which
// Poly1305 alone does not promise. It says nothing about the key, but shows
// that two files have the same one, as a store and its backup do. The checksum
// lets a byte changed by a failing disk be told from a wrong passphrase; it
// protects nothing.
//
// # What an encrypted store still shows
//
// To someone who has the file and not the passphrase:
//
//	shown                                     why
//	that it is gd8's, encrypted, and of       formats are recognisable
//	which format
//	the names of buckets, how many values     bbolt's pages are not encrypted
//	each holds, their order and their keys
//	the length of each value, to the byte     values are not padded
//	that two keys of a bucket stand for the   one reference has one hash in
//	same reference                            one store, under one label
//	which values changed, to one who has      what did not change keeps
//	two copies of the file                    its bytes
//
// An older value put back in its own place still opens: a value is bound to
// where it is, not to when it was written. Journal and checkpoints notice.
//
// # Secrets in memory
//
// Passphrases in the form hashed and derived keys are overwritten with
// zeros once used, and callers are asked to do so with what they were given or
// gave. That shortens how long they lie about. It promises no more: Go may have
// copied them when it moved a stack, the ciphers hold keys that cannot
// be reached while a store is open, and the operating system may write
// any of it to its swap or hibernation file.
package seal
