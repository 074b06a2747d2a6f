package journal

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"

	"gd8/store"
	"gd8/store/proof"
	"gd8/ui/command/program"
	"gd8/ui/report"
)

// This file shows to who has no store but a checkpoint that an entry is in its
// journal.

// prove writes the proof of an entry. It names no record and no person.
func (p commands) prove(s *store.Store, entry uint64) error {
	proof, err := s.Prove(entry)
	if err != nil {
		return err
	}
	return p.ToOutput(func(w *bufio.Writer) error {
		_, err := w.WriteString(proof.String())
		return err
	})
}

// checkProof says whether a proof holds, against a checkpoint of whoever asks
// where one is given. No store is opened.
func (p commands) checkProof(name, against string) error {
	proof, err := readProof(name)
	if err != nil {
		return err
	}
	if err := proof.Check(proof.Root); err != nil {
		return fmt.Errorf("%q: %w", name, err)
	}
	checkpoint, err := program.ReadCheckpoint(against)
	if err != nil {
		return err
	}
	switch {
	case checkpoint == nil:
		p.Tell("Entry %d leads to the root of a journal of %s.\n", proof.Entry, report.Entries(proof.Entries))
		p.Tell("Its hash is %x.\n", proof.Head)
		p.Tell("No checkpoint was given: that this is the journal of a store you know is not shown by this. Give one you kept, of entry %d, with --against.\n", proof.Entries)
		return nil
	case checkpoint.Root == "":
		return fmt.Errorf("the checkpoint in %q has no root, as those of an earlier gd8 have none: give a newer one", against)
	case checkpoint.Store != proof.Store:
		return fmt.Errorf("the checkpoint is of store %s, and the proof of store %s", checkpoint.Store, proof.Store)
	case checkpoint.Incarnation != proof.Incarnation:
		return fmt.Errorf("the checkpoint is of incarnation %s of the store, and the proof of incarnation %s: of one that was restored or rescued there can be two that go on apart; ask for a proof and a checkpoint of one", orNone(checkpoint.Incarnation), orNone(proof.Incarnation))
	case checkpoint.Entries != proof.Entries:
		return fmt.Errorf("the checkpoint was made at entry %d, and the proof at entry %d: ask for a proof and a checkpoint that were made together", checkpoint.Entries, proof.Entries)
	case checkpoint.Root != hex.EncodeToString(proof.Root[:]):
		return errors.New("the proof does not lead to the root of the checkpoint: it is of another journal, or one of them was changed")
	}
	p.Tell("Entry %d is in the journal of the checkpoint of %s, among %s.\n", proof.Entry, p.Moment(checkpoint.At), report.Entries(proof.Entries))
	p.Tell("Its hash is %x.\n", proof.Head)
	return nil
}

// orNone is an incarnation as it is told; a text that was cut has none.
func orNone(incarnation string) string {
	if incarnation == "" {
		return "(none given)"
	}
	return incarnation
}

func readProof(name string) (p proof.Proof, err error) {
	text, err := program.ReadKept("the proof", name, "--check")
	if err != nil {
		return p, err
	}
	if p, err = proof.Parse(text); err != nil {
		return p, fmt.Errorf("%q: %w", name, err)
	}
	return p, nil
}
