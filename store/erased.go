package store

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"gd8/model"
	"gd8/model/fold"
	"gd8/store/vault"
)

// This file refuses a case that was erased and comes again unknowingly, such as
// in a file that is imported once more.

// ErasedError says that a case was erased from the store before.
type ErasedError struct {
	Case  model.CaseKey
	At    time.Time // of the newest erasure
	Entry uint64    // its journal entry
}

func (e *ErasedError) Error() string {
	application := "no application"
	if e.Case.Application != "" {
		application = "application " + e.Case.Application
	}
	return fmt.Sprintf("the case of %s, individual %s, was erased on %s (journal entry %d)", application, e.Case.Person, e.At.Format("2 January 2006"), e.Entry)
}

// Erased tells of cases whether they were erased. It is of one read.
type Erased struct {
	r   *Reader
	by  vault.Marker
	any bool
}

// Erased gives what tells whether a case was erased.
func (r *Reader) Erased() (e Erased, err error) {
	e.r = r
	e.by, e.any, err = r.Marker()
	return e, err
}

// markOf is the mark of a case, however its references are written.
func markOf(by vault.Marker, c model.CaseKey) vault.Mark {
	return by.Of(fold.Reference(c.Application), fold.Reference(c.Person))
}

// Entry is the journal entry of the newest erasure of a case; 0 for none.
func (e *Erased) Entry(c model.CaseKey) (uint64, error) {
	if !e.any {
		return 0, nil
	}
	return e.r.Marked(markOf(e.by, c))
}

// Was gives an *ErasedError where a case was erased and nothing of it is in the
// store; other errors are of the file.
func (e *Erased) Was(c model.CaseKey) error {
	entry, err := e.Entry(c)
	if err != nil || entry == 0 {
		return err
	}
	if there, err := e.r.hasCase(c); err != nil || there {
		return err
	}
	said, err := e.r.JournalEntry(entry)
	if err != nil {
		return err
	}
	return &ErasedError{Case: c, At: said.At.In(e.r.s.Now().Location()), Entry: entry}
}

// hasCase reports whether a record of a case is in the store.
func (r *Reader) hasCase(c model.CaseKey) (bool, error) {
	p, k := r.s.PersonKey(c.Person), r.s.CaseKey(c)
	numbers, err := r.Under(BucketPersons, append(p[:], k[:]...))
	return len(numbers) > 0, err
}

// AgainDetail is what the journal says of why an erased case was taken again.
func AgainDetail(reason string) string { return "erased before, and taken again: " + reason }

// checkErased refuses to enter a record of a case that was erased, unless again
// says why it comes again, which the entry then says.
func (w *Writer) checkErased(c model.CaseKey, again string) error {
	erased, err := w.Erased()
	if err != nil {
		return err
	}
	var was *ErasedError
	if err = erased.Was(c); !errors.As(err, &was) {
		return err
	}
	if strings.TrimSpace(again) == "" {
		return was
	}
	w.Entry.Detail = AgainDetail(again)
	return nil
}

// MarkErased leaves the marks of cases that are erased.
func (w *Writer) MarkErased(keys map[model.Key]bool) error {
	by, _, err := w.Marker()
	if err != nil {
		return err
	}
	var marks []vault.Mark
	seen := map[vault.Mark]bool{}
	for k := range keys {
		if m := markOf(by, k.Case()); !seen[m] {
			seen[m] = true
			marks = append(marks, m)
		}
	}
	return w.AddMarks(marks)
}
