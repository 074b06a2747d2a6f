package store

import (
	"gd8/model"
	"gd8/store/vault"
)

// Consult writes into the journal that the officer opened an incident. A
// sitting does so once an incident.
func (s *Store) Consult(actor Actor, n Number, action string) error {
	return s.Write(actor, func(w *Writer) error { return w.Consult(n, action) })
}

// Consult writes into the transaction's entry that the officer opened an incident.
func (w *Writer) Consult(n Number, action string) error {
	h, err := w.HeadOf(n)
	if err != nil {
		return err
	}
	w.Entry.Operation, w.Entry.Action, w.Entry.Keys = vault.Consultation, action, []model.Key{h.Key}
	return nil
}

// ConsultMany writes into the journal that the officer consulted count
// records at once: the queue, a search, the journal itself.
func (s *Store) ConsultMany(actor Actor, action, detail string, count int) error {
	return s.Write(actor, func(w *Writer) error {
		w.Entry = Entry{Operation: vault.Consultation, Action: action, Detail: detail, Count: count}
		return nil
	})
}
