package session

import (
	"gd8/model"
	"gd8/ui/report"
)

// Application reads the application of a record as a whole, and writes into
// the journal that it was consulted; not its reference, which an erasure could
// not take out of there. Hits without an application are those of their
// individual alone.
func (t *Sitting) Application(k model.Key) (*report.Application, error) {
	var person *string
	if k.Application == "" {
		person = &k.Person
	}
	individuals, err := t.store.ApplicationDossiers(k.Application, person)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	a := &report.Application{Ref: k.Application, Individuals: individuals, Zone: t.store.Now().Location(), Today: t.store.Today()}
	hits, _ := a.Hits()
	return a, t.consultMany("show application", "", hits)
}
