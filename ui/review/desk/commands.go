package desk

import (
	"fmt"
	"runtime/debug"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/ui/session"
)

// topic is what a command is about. A newer command on a topic makes the
// replies to older ones stale.
type topic uint8

const (
	OnChange   topic = iota // a change, or the opening of an incident: keys wait for it
	OnView                  // the queue's list under another filter: keys wait for it
	OnRows                  // the rows in sight
	onCounts                // how many each filter holds
	OnSearch                // a search through the texts
	OnKeep                  // what is typed being saved
	OnAdvice                // advice about a rationale
	OnImport                // an import
	OnComplete              // the completion of a path
	OnUnlock                // the check of a passphrase
	OnPreview               // the incident beside the queue
	OnQuality               // all decisions, read for how good they are
	TopicCount
)

// waits reports whether keys wait for a reply on the topic.
func (t topic) waits() bool { return t <= OnView }

// Reply is what a command brings back.
type Reply struct {
	Topic      topic
	generation uint64
	number     store.Number
	err        error
	apply      func() tea.Cmd      // where err is nil
	failed     func(error) tea.Cmd // where it is not; nil says the error
}

// Work is what a command does beside the screen: it must not touch the App.
// It gives what is to be done with its result.
type Work func() (apply func() tea.Cmd, err error)

// Ask makes the command that does work for a record and brings its reply.
// failed, where not nil, is what becomes of an error.
func (d *Desk) Ask(t topic, n store.Number, failed func(error) tea.Cmd, do Work) tea.Cmd {
	d.generation[t]++
	r := Reply{Topic: t, generation: d.generation[t], number: n, failed: failed}
	if t.waits() {
		d.Waiting++
	}
	return func() tea.Msg {
		r.apply, r.err = Guarded(do)
		return r
	}
}

// Guarded turns a panic of a command into an error: the terminal stays whole,
// and what was typed stays with it.
func Guarded(do Work) (apply func() tea.Cmd, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("gd8 has an error in itself (%v); please report it with this: %s", p, place(debug.Stack()))
		}
	}()
	return do()
}

// Receive takes in a reply. One that was overtaken is dropped.
func (d *Desk) Receive(r Reply) tea.Cmd {
	if r.Topic.waits() {
		d.Waiting--
	}
	if r.generation != d.generation[r.Topic] {
		return nil
	}
	d.Replaced = d.Replaced || session.Replaced(r.err)
	switch {
	case r.err == nil && r.apply != nil:
		return r.apply()
	case r.err != nil && r.failed != nil:
		return r.failed(r.err)
	case r.err != nil:
		d.SayError(r.err)
	}
	return nil
}

// Forget makes every reply still to come on a topic stale.
func (d *Desk) Forget(t topic) { d.generation[t]++ }
