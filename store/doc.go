// Package store keeps gd8's records, answers, decisions, drafts, queue and
// journal in one bbolt file.
//
// # Rooms
//
// Beneath this package stands vault, which keeps the file: its transactions,
// journal, copies, encryption, backups and formats. It stands on location, which
// says where a file may lie; boltfile, which looks at one before it is mapped into
// memory; and proof, by which a journal is shown to others. Over the vault,
// codec writes facts, answers, decisions and drafts as values. This package
// says what is in it: it hands the vault its buckets, the steps up from
// earlier formats and the keys that are hashed anew in a copy (layout in
// store.go). Above it stands queue: filters, counts, orders and search over the
// rows and the index that are written here, in the transaction that changes
// them; what it works out in memory follows by Derive. Beside queue stands
// importer, which takes files in: what it stages is kept out of sight and cleared
// away here (staged.go); and audit, which verifies a store, rescues what is whole
// of a damaged one, and has a copy of a store verified before it is said to be
// made; lapse, which finds out why a decision is out of date; and purge, which
// erases whole cases. What reads the records for one purpose has a room too:
// history, what became of a record; standing, all decisions that stand; sitting,
// how far each sitting came; times, what the journal says of clocks; unnumbered,
// samples and releases. Imports point one way: model, location, boltfile and proof,
// vault, codec, store, then queue, importer, audit, lapse and purge, which do not
// know each other. Reader and Writer are for the rooms of the store: a screen
// asks Store.
//
// # What is promised
//
// One action of an officer is one transaction: the value, its queue rows, its
// index bits, its journal entry and the journal's head are written together
// or not at all. An import is staged in chunks that no reader sees and is
// published by one last transaction. An erasure, a change of the encryption
// and a backup are made in a copy of the file, which takes its place by one
// rename; what a gd8 that was cut off leaves of such a copy is removed when
// the store is next opened. Where the disk gives an error the file is opened
// and read anew before anything is said. What was said to be saved outlasts
// a power cut, as does the name of its file, and is in the file that has the
// store's name: the name is looked at before and after each action (named.go in
// vault). What is written bears the clock's own time; the journal's numbers have
// the order (package times). A rescue takes of what is whole what the journal's chain
// holds (rescue_choose.go in audit). Of several gd8s at one path one
// has the store at a time, on the file that has the name; none replaces what
// another has made or written since. Nothing is overwritten but the queue,
// the index and drafts, which are derived or temporary: facts, answers and
// decisions are versions.
//
// # Layout
//
// Keys are big-endian so that they sort. A record has a number, handed out in
// the order of arrival; it is local to the file and never leaves it. What
// would reveal a reference stands in keys only as a keyed hash (seal.Index).
// Every value is sealed: bound to its bucket and key by a checksum, or by an
// authentication tag in an encrypted store (package seal).
//
//	meta       "header"                        format, store id, incarnation, index key or key envelope (not sealed)
//	           "state"                         next number, published revision, journal head, staged import, last transaction
//	           "backups", "exports"            where these were made; entries of the journal seal what they hold
//	           "unfinished", "exports begun"   where one was begun
//	           "marks"                         the key of the marks of erased cases, which no re-keying changes
//	sources    number(4) revision(4)           facts as they came: a version a revision
//	persons    person(16) case(8) number(4)    empty: finds an individual's records and a case's
//	refs       incident(8) number(4)           empty: finds records by incident_ref
//	answers    number(4) sequence(4)           an answer, a withdrawal or an undoing
//	decisions  number(4) version(4)            a version of a decision
//	opinions   number(4) sequence(4)           a blind second opinion on the incident
//	checks     number(4) sequence(4)           a supervisor's check of a decision
//	rulings    number(4) sequence(4)           an adjudication of decision and opinion
//	samples    id(4)                           what was drawn or picked to be decided again
//	releases   id(4)                           what was sealed when incidents were released
//	drafts     number(4) kind(4)               a rationale not yet saved; kind 0: other texts typed and not used
//	notes      number(4)                       an officer's note to oneself
//	texts      text(16) record(8)              number of a record: finds equal rationales
//	queue      block(4)                        128 queue rows of 32 bytes
//	index      filter(1) segment(2)            a bitmap over 65,536 numbers
//	           "counts"                        how many incidents each filter holds
//	chain      entry(8)                        commitments and hash of a journal entry
//	journal    entry(8)                        what the entry says, with its salt
//	tree       node(8)                         a node of the tree of hashes over the chain (RFC 6962), in tlog's order
//	erased     mark(16)                        entry of the erasure of a case: a keyed hash, no reference
//	sittings   start(8) id                     who sat, why, and where they stopped
//	staged     number(4)                       records an unpublished import has changed
//
// A record is visible when its number is below the state's next number, and a
// revision when it is at most the state's published revision. That is how a
// staged import stays out of sight without being copied when it is published.
//
// # Versions of values, and names that no other store gives
//
// Each kind of value begins with a version of its own. What the journal seals is
// never written anew: a reader knows every version that was ever written.
//
// A record's number, a decision's version and a journal entry's number are this
// file's own. A version of a decision has an id besides: SHA-256 over store,
// incarnation, entry and position (DecisionID), and names the version it follows
// by it.
//
// # What is fast, and what that costs
//
// No list, count or place in a list is found by passing over the records: the
// index has the filters and their counts, and numbers are handed out in the
// order of arrival. The other orders are not in the file. They are made in
// memory when first asked for, of the queue's rows, and then follow every
// write; the review has them made beside its first screen. That is half a
// second for a million and 32 bytes an incident, once a sitting, for which an import, the
// file and its verification are spared six sorted copies of the queue that
// would have to agree with it.
//
// A search reads every record: there is no index of words, which would put
// words of the summaries, or their hashes, into keys that encryption does not
// hide. Records are read in the order of the file, a few thousand a
// transaction, and passed over where no part of the value can hold the text.
// One processor is left to the keys, though a search would be done sooner with
// all of them.
//
// The benchmarks in bench_*_test.go measure each of these beside what bbolt
// alone takes; testdata/bench-baseline.txt keeps a run for benchstat.
package store
