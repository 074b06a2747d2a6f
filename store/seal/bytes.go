package seal

import "encoding/binary"

// Every number in this package's formats is big-endian but the checksums.
// Lengths take 32 bits: no bucket name, key or reference of a bbolt file comes
// near that.

func appendUint32(b []byte, v uint32) []byte { return binary.BigEndian.AppendUint32(b, v) }

func readUint32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }

// A CRC-32C runs through each byte from its lowest bit. Stored from its lowest
// byte it continues the bits it covers, and only then is its promise, to notice
// every change confined to 32 neighbouring bits, kept across where they meet.

func appendChecksum(b []byte, sum uint32) []byte { return binary.LittleEndian.AppendUint32(b, sum) }

func readChecksum(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
