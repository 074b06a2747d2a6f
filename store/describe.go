package store

import "fmt"

// Describe names a place in the store in words.
func Describe(bucket, key []byte) string {
	n := func() Number { return Number(KeyUint(key, 0)) }
	switch string(bucket) {
	case "sources":
		return fmt.Sprintf("facts of record %d, revision %d", n(), KeyUint(key, 4))
	case "answers":
		return fmt.Sprintf("answer %d of record %d", KeyUint(key, 4), n())
	case "decisions":
		return fmt.Sprintf("decision version %d of record %d", KeyUint(key, 4), n())
	case "opinions":
		return fmt.Sprintf("second opinion %d on record %d", KeyUint(key, 4), n())
	case "checks":
		return fmt.Sprintf("check %d of record %d", KeyUint(key, 4), n())
	case "rulings":
		return fmt.Sprintf("adjudication %d of record %d", KeyUint(key, 4), n())
	case "samples":
		return fmt.Sprintf("sample %d", n())
	case "releases":
		return fmt.Sprintf("release %d", n())
	case "drafts":
		return fmt.Sprintf("draft of record %d", n())
	case "notes":
		return fmt.Sprintf("note on record %d", n())
	case "queue":
		return fmt.Sprintf("queue rows of records %d to %d", n()*RowsPerBlock, (n()+1)*RowsPerBlock-1)
	case "chain", "journal":
		return fmt.Sprintf("journal entry %d (%s)", uint64(KeyUint(key, 0))<<32|uint64(KeyUint(key, 4)), bucket)
	case "erased":
		return fmt.Sprintf("mark %x of an erased case", key)
	case "tree":
		return fmt.Sprintf("node %d of the journal's tree of hashes", uint64(KeyUint(key, 0))<<32|uint64(KeyUint(key, 4)))
	case "meta":
		return fmt.Sprintf("%s (meta)", key)
	}
	return fmt.Sprintf("%s %x", bucket, key)
}

// KeyUint is the number of four bytes that stands in a key; a key that ends
// before has noughts there.
func KeyUint(key []byte, at int) (n uint32) {
	for i := at; i < at+4 && i < len(key); i++ {
		n = n<<8 | uint32(key[i])
	}
	return n
}
