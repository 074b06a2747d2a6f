// Package session is one sitting of one officer: who sits, why, which incident
// is open, which is next, what was answered and decided, and what can be
// undone. It knows no screen: the app and the line mode both drive it.
//
// Every method is synchronous and may be called from any goroutine. What an
// officer does goes to the store at once; a method that returned without an
// error has saved.
package session

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/sitting"
	"gd8/ui/report"
)

// Sitting is one sitting of one officer at one store.
type Sitting struct {
	store       *store.Store
	second      *assurance.Second // of a blind second review; else nil
	id, officer string

	mu        sync.Mutex
	kept      sitting.Sitting  // what SaveSitting keeps
	last      *sitting.Sitting // the officer's before this one
	stopped   *sitting.Sitting // the newest of them that opened an incident
	walk      Walk
	consulted map[store.Number]bool
	previewed map[store.Number]bool
	listed    map[string]bool
	filtered  filtered
	answered  map[store.Number]model.FieldSet
	opened    map[store.Number]time.Time
	seen      map[store.Number]seen
	steps     []Step
	undone    []Step // what Redo does again, the last first
}

// New starts a sitting of officer at a store. purpose is why the records are
// consulted, which a supervisor will ask; where it is blank, SetPurpose must
// follow before anything is opened.
func New(s *store.Store, officer, purpose string) (*Sitting, error) {
	officer = strings.TrimSpace(officer)
	if officer == "" {
		return nil, fmt.Errorf("a sitting needs the officer's name; give --officer NAME")
	}
	t := begin(s, purpose)
	t.officer, t.kept.Officer = officer, officer
	return t, t.findLast()
}

// begin makes a sitting of nobody yet.
func begin(s *store.Store, purpose string) *Sitting {
	var id [8]byte
	_, _ = rand.Read(id[:]) // crypto/rand does not fail
	t := &Sitting{
		store:     s,
		id:        fmt.Sprintf("%x", id),
		consulted: map[store.Number]bool{},
		previewed: map[store.Number]bool{},
		listed:    map[string]bool{},
		answered:  map[store.Number]model.FieldSet{},
		opened:    map[store.Number]time.Time{},
		seen:      map[store.Number]seen{},
	}
	t.kept = sitting.Sitting{ID: t.id, Purpose: strings.TrimSpace(purpose), Started: s.Now().UTC()}
	t.kept.Ended = t.kept.Started
	return t
}

// sittingsLooked is how many sittings are looked through for the officer's own.
const sittingsLooked = 200

func (t *Sitting) findLast() error {
	list, err := sitting.Newest(t.store, sittingsLooked)
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].Officer != t.officer {
			continue
		}
		if t.last == nil {
			t.last = &list[i]
		}
		if list[i].Last != 0 {
			t.stopped = &list[i]
			return nil
		}
	}
	return nil
}

// Store is the store the sitting is at.
func (t *Sitting) Store() *store.Store { return t.store }

// ID names the sitting; it is unique among all stores.
func (t *Sitting) ID() string { return t.id }

// Officer is who sits.
func (t *Sitting) Officer() string { return t.officer }

// Purpose is why; blank until it is known.
func (t *Sitting) Purpose() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.kept.Purpose
}

// SetPurpose says why the officer sits. It is refused where it is blank.
func (t *Sitting) SetPurpose(purpose string) error {
	purpose = strings.TrimSpace(purpose)
	if purpose == "" {
		return fmt.Errorf("say what the records are consulted for, such as \"Enhanced DBS checks\"")
	}
	if len(purpose) > model.MaxText {
		return fmt.Errorf("the purpose is %d bytes long and may be %d; shorten it", len(purpose), model.MaxText)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept.Purpose = purpose
	return nil
}

// Last is the officer's sitting before this one; ok is false where there was
// none.
func (t *Sitting) Last() (last sitting.Sitting, ok bool) {
	if t.last == nil {
		return sitting.Sitting{}, false
	}
	return *t.last, true
}

// Actor is who does something to the store in this sitting, and why.
func (t *Sitting) Actor() store.Actor {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.actor()
}

func (t *Sitting) actor() store.Actor {
	return store.Actor{Officer: t.officer, Purpose: t.kept.Purpose, Sitting: t.id}
}

// Kept is the sitting as it is kept: counts, where it stands, time spent.
func (t *Sitting) Kept() sitting.Sitting {
	t.mu.Lock()
	defer t.mu.Unlock()
	kept := t.kept
	kept.Spent = slices.Clone(kept.Spent)
	return kept
}

// Save keeps how far the sitting has come. It is called on the way, whenever
// an incident is opened or decided, and at the end.
func (t *Sitting) Save() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.save()
}

func (t *Sitting) save() error {
	if t.kept.Purpose == "" || t.officer == "" { // nothing was consulted yet
		return nil
	}
	if err := t.logFiltered(); err != nil {
		return err
	}
	t.kept.Ended = t.store.Now().UTC()
	return sitting.Save(t.store, t.kept)
}

// Listed writes into the journal, once a sitting for each name, that the
// officer consulted a list of count records, such as what waits.
func (t *Sitting) Listed(action, name string, count int) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.logListed(action, name, count)
}

func (t *Sitting) logListed(action, name string, count int) error {
	if id := action + "\x00" + name; !t.listed[id] {
		if err := t.consultMany(action, name, count); err != nil {
			return err
		}
		t.listed[id] = true
	}
	return nil
}

// listQueue is what the journal calls a look at the queue.
const listQueue = "list the queue"

// ListedQueue writes into the journal that the officer consulted the queue, of
// which a filter showed count records: at once the first time, so that no queue
// is shown that the journal does not have. The filters gone through after that
// are one more entry, which names them: when something else is done, when the
// sitting is kept, or a minute after the first of them.
func (t *Sitting) ListedQueue(filter string, count int) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.listed[listQueue+"\x00"+filter]:
		return nil
	case !t.listed[listQueue]:
		if err := t.logListed(listQueue, filter, count); err != nil {
			return err
		}
		t.listed[listQueue] = true
		return nil
	}
	t.listed[listQueue+"\x00"+filter] = true
	if len(t.filtered.names) == 0 {
		t.filtered.since = t.store.Now()
	}
	t.filtered.names = append(t.filtered.names, filter)
	t.filtered.count += count
	if t.store.Now().Sub(t.filtered.since) >= time.Minute {
		return t.logFiltered()
	}
	return nil
}

// filtered are the filters of the queue gone through that the journal does not
// have yet, and how many records they showed.
type filtered struct {
	names []string
	count int
	since time.Time
}

// logFiltered writes them into the journal.
func (t *Sitting) logFiltered() error {
	if len(t.filtered.names) == 0 {
		return nil
	}
	err := t.consultMany(listQueue, "also "+strings.Join(t.filtered.names, ", "), t.filtered.count)
	if err == nil {
		t.filtered = filtered{}
	}
	return err
}

// Copied writes into the journal that what is shown of an incident is copied to
// the clipboard, each time.
func (t *Sitting) Copied(n store.Number) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.store.Consult(t.actor(), n, "copy")
}

// Searched writes into the journal that what a search found was seen: each
// search is a consultation of its own.
func (t *Sitting) Searched(filter string, count int) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.logFiltered(); err != nil {
		return err
	}
	return t.consultMany("search", filter, count)
}

// Stopped is the incident that the officer had open last, in the last sitting
// that opened one; zero where there was none. It may be gone since.
func (t *Sitting) Stopped() (store.Number, model.Key) {
	if t.stopped == nil {
		return 0, model.Key{}
	}
	return t.stopped.Last, t.stopped.LastKey
}

// Welcome says in one line where the officer's last sitting stopped; blank
// where there was none. The reference in it is as the source wrote it, so it
// must be made safe before it meets a screen.
func (t *Sitting) Welcome() string {
	last, ok := t.Last()
	if !ok {
		return ""
	}
	said := t.describeLast(last)
	if _, key := t.Stopped(); key.Incident != "" {
		said += "; it stopped at " + key.Incident
	}
	return said + "."
}

// describeLast says when the last sitting was, and what it did.
func (t *Sitting) describeLast(last sitting.Sitting) string {
	said := "Last sitting " + t.day(last.Ended) + ": " + report.Counted(last.Decided, "decision")
	if last.Answered > 0 {
		said += ", " + report.Counted(last.Answered, "answer")
	}
	return said
}
