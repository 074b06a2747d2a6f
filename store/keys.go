package store

import (
	"encoding/binary"
	"slices"

	"gd8/model"
	"gd8/store/vault"
)

// The buckets; see the package comment for what each holds.
var (
	BucketSources   = []byte("sources")
	BucketPersons   = []byte("persons")
	BucketRefs      = []byte("refs")
	BucketAlike     = []byte("alike")
	BucketAnswers   = []byte("answers")
	BucketDecisions = []byte("decisions")
	BucketOpinions  = []byte("opinions")
	BucketChecks    = []byte("checks")
	BucketRulings   = []byte("rulings")
	BucketSamples   = []byte("samples")
	BucketReleases  = []byte("releases")
	BucketDrafts    = []byte("drafts")
	BucketNotes     = []byte("notes")
	BucketTexts     = []byte("texts")
	BucketQueue     = []byte("queue")
	BucketIndex     = []byte("index")
	BucketSittings  = []byte("sittings")
	BucketStaged    = []byte("staged")
)

// Buckets are all buckets, in the order in which they are listed and copied.
var Buckets = [][]byte{
	vault.BucketMeta, BucketSources, BucketPersons, BucketRefs, BucketAlike, BucketAnswers, BucketDecisions,
	BucketOpinions, BucketChecks, BucketRulings, BucketSamples, BucketReleases, BucketDrafts,
	BucketNotes, BucketTexts, BucketQueue, BucketIndex, vault.BucketChain, vault.BucketJournal, vault.BucketTree, vault.BucketErased, BucketSittings, BucketStaged,
}

// Versioned are the buckets of what the journal commits to, each value a
// version of something of a record: number(4) second(4).
var Versioned = [][]byte{BucketSources, BucketAnswers, BucketDecisions, BucketOpinions, BucketChecks, BucketRulings}

// Unnumbered are the buckets of what the journal commits to that is of no one
// record: id(4).
var Unnumbered = [][]byte{BucketSamples, BucketReleases}

// Committed are the buckets of what the journal commits to.
func Committed() [][]byte { return slices.Concat(Versioned, Unnumbered) }

var KeyCounts = []byte("counts")

// Number is a record's place in one store's order of arrival, from 1 on. It
// means nothing in another store. Zero is no record.
type Number uint32

// NumberKey is number(4): something of a record.
func NumberKey(n Number) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }

// PairKey is number(4) second(4): a version of something of a record.
func PairKey(n Number, second uint32) []byte {
	return binary.BigEndian.AppendUint32(NumberKey(n), second)
}

// SplitPair gives the two numbers of a key of PairKey.
func SplitPair(key []byte) (Number, uint32) {
	return Number(binary.BigEndian.Uint32(key)), binary.BigEndian.Uint32(key[4:])
}

// LastNumber is the number that a key ends with.
func LastNumber(key []byte) Number { return Number(binary.BigEndian.Uint32(key[len(key)-4:])) }

const (
	PersonSize = 16
	CaseSize   = 8
	RefSize    = 8
	// A key of the texts: the text's hash, then the record's.
	textHashSize = 16
	textOwnSize  = 8
	// draftKindSize is the size of the hash of a draft's kind in its key.
	draftKindSize = 4
	// FormatOneDraft is the size of a draft's key in format 1.
	FormatOneDraft = 4 + 1
)

// PersonKey is the part of a persons key that finds an individual's records.
func (s *Store) PersonKey(person string) [PersonSize]byte { return s.Sealer().Index("person", person) }

// CaseKey is the part of a persons key that, after the individual's, finds
// the records of one application. It is a hash: a reader compares the records.
func (s *Store) CaseKey(c model.CaseKey) [CaseSize]byte {
	h := s.Sealer().Index("case", c.Application, c.Person)
	return [CaseSize]byte(h[:])
}

// RefKey is the part of a refs key that finds records by incident_ref.
func (s *Store) RefKey(incident string) [RefSize]byte {
	h := s.Sealer().Index("incident", incident)
	return [RefSize]byte(h[:])
}

// PersonsKey is the key by which a record is found by individual and case.
func (s *Store) PersonsKey(k model.Key, n Number) []byte {
	p, c := s.PersonKey(k.Person), s.CaseKey(k.Case())
	key := make([]byte, 0, PersonSize+CaseSize+4)
	key = append(append(key, p[:]...), c[:]...)
	return binary.BigEndian.AppendUint32(key, uint32(n))
}

// RefsKey is the key by which a record is found by incident_ref.
func (s *Store) RefsKey(k model.Key, n Number) []byte {
	h := s.RefKey(k.Incident)
	return binary.BigEndian.AppendUint32(h[:], uint32(n))
}
