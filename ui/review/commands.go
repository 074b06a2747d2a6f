package review

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
	onChange   topic = iota // a change, or the opening of an incident: keys wait for it
	onView                  // the queue's list under another filter: keys wait for it
	onRows                  // the rows in sight
	onCounts                // how many each filter holds
	onSearch                // a search through the texts
	onKeep                  // what is typed being saved
	onAdvice                // advice about a rationale
	onImport                // an import
	onComplete              // the completion of a path
	onUnlock                // the check of a passphrase
	onPreview               // the incident beside the queue
	onQuality               // all decisions, read for how good they are
	topicCount
)

// waits reports whether keys wait for a reply on the topic.
func (t topic) waits() bool { return t <= onView }

// reply is what a command brings back.
type reply struct {
	topic      topic
	generation uint64
	number     store.Number
	err        error
	apply      func() tea.Cmd      // where err is nil
	failed     func(error) tea.Cmd // where it is not; nil says the error
}

// work is what a command does beside the screen: it must not touch the App.
// It gives what is to be done with its result.
type work func() (apply func() tea.Cmd, err error)

// ask makes the command that does work for a record and brings its reply.
// failed, where not nil, is what becomes of an error.
func (d *desk) ask(t topic, n store.Number, failed func(error) tea.Cmd, do work) tea.Cmd {
	d.generation[t]++
	r := reply{topic: t, generation: d.generation[t], number: n, failed: failed}
	if t.waits() {
		d.waiting++
	}
	return func() tea.Msg {
		r.apply, r.err = guarded(do)
		return r
	}
}

// guarded turns a panic of a command into an error: the terminal stays whole,
// and what was typed stays with it.
func guarded(do work) (apply func() tea.Cmd, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("gd8 has an error in itself (%v); please report it with this: %s", p, place(debug.Stack()))
		}
	}()
	return do()
}

// receive takes in a reply. One that was overtaken is dropped.
func (d *desk) receive(r reply) tea.Cmd {
	if r.topic.waits() {
		d.waiting--
	}
	if r.generation != d.generation[r.topic] {
		return nil
	}
	d.replaced = d.replaced || session.Replaced(r.err)
	switch {
	case r.err == nil && r.apply != nil:
		return r.apply()
	case r.err != nil && r.failed != nil:
		return r.failed(r.err)
	case r.err != nil:
		d.sayError(r.err)
	}
	return nil
}

// forget makes every reply still to come on a topic stale.
func (d *desk) forget(t topic) { d.generation[t]++ }
