package store

import (
	"encoding/binary"

	"gd8/model"
	"gd8/store/vault"
)

// The buckets; see the package comment for what each holds.
var (
	BucketSources   = []byte("sources")
	bucketPersons   = []byte("persons")
	bucketRefs      = []byte("refs")
	bucketAlike     = []byte("alike")
	bucketAnswers   = []byte("answers")
	bucketDecisions = []byte("decisions")
	bucketDrafts    = []byte("drafts")
	bucketNotes     = []byte("notes")
	bucketTexts     = []byte("texts")
	BucketQueue     = []byte("queue")
	bucketIndex     = []byte("index")
	bucketSittings  = []byte("sittings")
	bucketStaged    = []byte("staged")
)

// buckets are all buckets, in the order in which they are listed and copied.
var buckets = [][]byte{
	vault.BucketMeta, BucketSources, bucketPersons, bucketRefs, bucketAlike, bucketAnswers, bucketDecisions, bucketDrafts,
	bucketNotes, bucketTexts, BucketQueue, bucketIndex, vault.BucketChain, vault.BucketJournal, bucketSittings, bucketStaged,
}

var keyCounts = []byte("counts")

// Number is a record's place in one store's order of arrival, from 1 on. It
// means nothing in another store. Zero is no record.
type Number uint32

func numberKey(n Number) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }

// PairKey is number(4) second(4): a version of something of a record.
func PairKey(n Number, second uint32) []byte {
	return binary.BigEndian.AppendUint32(numberKey(n), second)
}

// SplitPair gives the two numbers of a key of PairKey.
func SplitPair(key []byte) (Number, uint32) {
	return Number(binary.BigEndian.Uint32(key)), binary.BigEndian.Uint32(key[4:])
}

func lastNumber(key []byte) Number { return Number(binary.BigEndian.Uint32(key[len(key)-4:])) }

const (
	personSize = 16
	caseSize   = 8
	refSize    = 8
	// A key of the texts: the text's hash, then the record's.
	textHashSize = 16
	textOwnSize  = 8
	// draftKindSize is the size of the hash of a draft's kind in its key.
	draftKindSize = 4
	// formatOneDraft is the size of a draft's key in format 1.
	formatOneDraft = 4 + 1
)

// personKey is the part of a persons key that finds an individual's records.
func (s *Store) personKey(person string) [personSize]byte { return s.Sealer().Index("person", person) }

// caseKey is the part of a persons key that, after the individual's, finds
// the records of one application. It is a hash: a reader compares the records.
func (s *Store) caseKey(c model.CaseKey) [caseSize]byte {
	h := s.Sealer().Index("case", c.Application, c.Person)
	return [caseSize]byte(h[:])
}

// refKey is the part of a refs key that finds records by incident_ref.
func (s *Store) refKey(incident string) [refSize]byte {
	h := s.Sealer().Index("incident", incident)
	return [refSize]byte(h[:])
}

func (s *Store) personsKey(k model.Key, n Number) []byte {
	p, c := s.personKey(k.Person), s.caseKey(k.Case())
	key := make([]byte, 0, personSize+caseSize+4)
	key = append(append(key, p[:]...), c[:]...)
	return binary.BigEndian.AppendUint32(key, uint32(n))
}

func (s *Store) refsKey(k model.Key, n Number) []byte {
	h := s.refKey(k.Incident)
	return binary.BigEndian.AppendUint32(h[:], uint32(n))
}
