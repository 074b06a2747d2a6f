package session

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/vault"
)

// InputKey says what a text is typed for: a record, and a word for the place.
// Under a blank word nothing is kept.
type InputKey struct {
	Number store.Number
	For    string
}

// Keeper keeps what an officer types until it is used: rationales as drafts,
// notes, and the texts of questions and forms. A screen gives it every change;
// it saves what changed, says what is wrong where it cannot, tries that again
// with the next save and, where gd8 is left all the same, hands the text back
// in a file.
//
// Its methods are not for several goroutines at once; a Save it gives may run
// on another.
type Keeper struct {
	sit     *Sitting
	texts   map[store.Number]store.Typed // of questions and forms
	inputs  []*Input
	changes uint64
}

// NewKeeper makes the keeper of a sitting, with the texts of questions and
// forms that were typed earlier and not used. Where those cannot be read it
// keeps what is typed from now on.
func (t *Sitting) NewKeeper() (*Keeper, error) {
	texts, err := t.store.AllTyped()
	if err != nil {
		texts, err = map[store.Number]store.Typed{}, fmt.Errorf("what was typed earlier and not used could not be read: %w", err)
	}
	return &Keeper{sit: t, texts: texts}, err
}

// Input is one thing that is typed and that the store takes whole.
type Input struct {
	is         Kept
	now, saved any // what is typed, and what of that the store has
	write      func() error
	order      saveOrder
	saving     bool
	err        error // of the last save
}

// Kept describes an Input.
type Kept struct {
	Name string // what is saved: "draft", "note"
	Lost string // what is said where it could not be saved at the end
	File string // a word for the name of a file with it
	// Plain is the text as that file holds it.
	Plain func() string
	// there keeps the text in the store that has the name of this one now, where
	// its file was replaced; nil for a text that has no place there.
	there  func() error
	number store.Number // of a record's texts of questions and forms; else 0
	texts  bool
}

// Open begins to keep a draft or a note. content, which must be comparable, is
// what the store has of it.
func (k *Keeper) Open(is Kept, content any) *Input {
	in := &Input{is: is, now: content, saved: content}
	k.inputs = append(k.inputs, in)
	return in
}

// Close ends the keeping of an input: it was used, or given up.
func (k *Keeper) Close(in *Input) {
	k.inputs = slices.DeleteFunc(k.inputs, func(other *Input) bool { return other == in })
}

// Change takes in what is typed now, and what saves that.
func (in *Input) Change(content any, write func() error) { in.now, in.write = content, write }

// Unsaved reports whether something was typed that the store does not have.
func (in *Input) Unsaved() bool { return in.now != in.saved }

// KeptElsewhere notes that what is typed now is kept outside the store.
func (in *Input) KeptElsewhere() { in.saved, in.err = in.now, nil }

// Last gives a save its place after all that were asked for: none of them
// comes after it. It is for what the text becomes.
func (in *Input) Last(write func() error) (save func() error) {
	in.saving = false
	return in.order.next(write)
}

// Get is a text typed earlier and not used.
func (k *Keeper) Get(key InputKey) (text store.TypedText, ok bool) {
	text, ok = k.texts[key.Number][key.For]
	return text, ok
}

// Set takes in a text; one that is what its place started with is not kept.
func (k *Keeper) Set(key InputKey, text, start string) {
	have, ok := k.Get(key)
	switch {
	case key.For == "", ok && have.Text == text:
	case text == start:
		k.Drop(key)
	default:
		if k.texts[key.Number] == nil {
			k.texts[key.Number] = store.Typed{}
		}
		k.texts[key.Number][key.For] = store.TypedText{Text: text}
		k.changed(key.Number)
	}
}

// Drop forgets a text: it was used.
func (k *Keeper) Drop(key InputKey) {
	if _, ok := k.Get(key); ok {
		delete(k.texts[key.Number], key.For)
		k.changed(key.Number)
	}
}

// DropAll forgets the texts of a record whose word begins with prefix.
func (k *Keeper) DropAll(n store.Number, prefix string) {
	for what := range maps.Clone(k.texts[n]) {
		if strings.HasPrefix(what, prefix) {
			k.Drop(InputKey{n, what})
		}
	}
}

// DropAnswer forgets what was typed for an answer, which is saved.
func (k *Keeper) DropAnswer(n store.Number, f model.Field) {
	for _, what := range []string{TypedValue, TypedReason} {
		k.Drop(InputKey{n, TypedFor(what, f)})
	}
}

// changed notes that texts of a record changed.
func (k *Keeper) changed(n store.Number) {
	at := slices.IndexFunc(k.inputs, func(in *Input) bool { return in.is.texts && in.is.number == n })
	if at < 0 {
		at = len(k.inputs)
		k.Open(Kept{
			Name: "text", Lost: "what was typed into a question or form could not be saved", File: "typed",
			Plain: func() string { return k.plain(n) }, number: n, texts: true,
		}, uint64(0))
	}
	k.changes++
	texts := maps.Clone(k.texts[n])
	k.inputs[at].Change(k.changes, func() error { return k.sit.SaveTyped(n, texts) })
}

// plain are the texts of a record as plain text.
func (k *Keeper) plain(n store.Number) string {
	var b strings.Builder
	for _, what := range slices.Sorted(maps.Keys(k.texts[n])) {
		if assurance.IsHalfTyped(what) {
			continue // another officer's blind review
		}
		fmt.Fprintf(&b, "%s\n\n%s\n\n", what, k.texts[n][what].Text)
	}
	return b.String()
}

// Unsaved reports whether something was typed that the store does not have.
func (k *Keeper) Unsaved() bool { return slices.ContainsFunc(k.inputs, (*Input).Unsaved) }

// Saving reports whether a save is under way.
func (k *Keeper) Saving() bool {
	return slices.ContainsFunc(k.inputs, func(in *Input) bool { return in.saving })
}

// Save is what is to be saved, as it was when it was asked for.
type Save struct {
	inputs   []*Input
	contents []any
	run      []func() error
	errs     []error
}

var errNotTried = errors.New("it was not tried")

// Begin gives what saves all that is unsaved; nil for nothing.
func (k *Keeper) Begin() *Save {
	s := &Save{}
	for _, in := range k.inputs {
		if in.Unsaved() {
			in.saving = true
			s.inputs, s.contents = append(s.inputs, in), append(s.contents, in.now)
			s.run, s.errs = append(s.run, in.order.next(in.write)), append(s.errs, errNotTried)
		}
	}
	if len(s.inputs) == 0 {
		return nil
	}
	return s
}

// Run saves. Done is to follow, whatever its error.
func (s *Save) Run() error {
	for i, save := range s.run {
		s.errs[i] = save()
	}
	return errors.Join(s.errs...)
}

// Done notes what came of Run.
func (s *Save) Done() {
	for i, in := range s.inputs {
		in.saving, in.err = false, s.errs[i]
		if in.err == nil {
			in.saved = s.contents[i]
		}
	}
}

// Save saves all that is unsaved.
func (k *Keeper) Save() error {
	s := k.Begin()
	if s == nil {
		return nil
	}
	defer s.Done()
	return s.Run()
}

// Trouble says why something typed is not saved; blank where nothing is wrong.
func (k *Keeper) Trouble() string {
	for _, in := range k.inputs {
		if said := in.Trouble(); said != "" {
			return said
		}
	}
	return ""
}

// Trouble says why the text is not saved, and what becomes of it; blank where
// nothing is wrong.
func (in *Input) Trouble() string {
	if in.err == nil || !in.Unsaved() {
		return ""
	}
	said := "The " + in.is.Name + " is not saved, your text is kept here: "
	switch {
	case in.InDoubt():
		said = "Your text is kept here: "
	case in.is.texts:
		said = "What you typed is not saved and is kept here: "
	}
	said += Cause(in.err) + ". gd8 tries again by itself"
	if Replaced(in.err) {
		said += "; ctrl+r says what became of the store's file, and how to go on"
	}
	if !in.is.texts {
		said += "; ctrl+o writes the text to a file"
	}
	return said + "."
}

// InDoubt reports whether it is not known if the text was saved.
func (in *Input) InDoubt() bool { return InDoubt(in.err) }

// InDoubt reports whether an error leaves it open if something was saved.
func InDoubt(err error) bool {
	var unsettled *vault.UnsettledError
	return errors.As(err, &unsettled)
}

// Cause is why something was not saved, for behind words that say that it was
// not.
func Cause(err error) string { return strings.TrimPrefix(err.Error(), "not saved: ") }

// Unkept is a text that could not be kept in the store when gd8 is left.
type Unkept struct {
	lost   string
	cause  error
	Path   string // the file it is in; blank where that failed too
	There  bool   // it is a draft in the store that has the name now
	failed error
}

// Error says what failed and where the text is.
func (u *Unkept) Error() string {
	said := u.lost + ": " + u.cause.Error()
	if u.There {
		return said + "; its text is a draft in the store that is there now"
	}
	if u.Path == "" {
		return said + "; its text is lost: " + u.failed.Error()
	}
	return said + "; its text is in " + u.Path + ": type it in again from there when the store can be written, then delete that file"
}

// Unwrap gives why it was not kept, and why it could not be written to a file.
func (u *Unkept) Unwrap() []error { return []error{u.cause, u.failed} }

// SaveOrWriteOut is the last try to keep what is typed. What the store cannot
// take is kept in the store that has its name now, where it was replaced, or
// written to a file each.
func (k *Keeper) SaveOrWriteOut() (lost []*Unkept) {
	s := k.Begin()
	if s == nil {
		return nil
	}
	_ = s.Run() // the errors are looked at one by one
	s.Done()
	for _, in := range s.inputs {
		if in.err == nil {
			continue
		}
		u := &Unkept{lost: in.is.Lost, cause: in.err}
		if Replaced(in.err) && in.is.there != nil && in.is.there() == nil {
			u.There = true
			in.KeptElsewhere()
			lost = append(lost, u)
			continue
		}
		u.Path, u.failed = k.sit.LastResort(in.is.File, in.is.Plain())
		lost = append(lost, u)
	}
	return lost
}

// saveOrder lets the saves of one text through in the order in which they were
// asked for: an older one that comes late is left out, so that it neither
// takes the place of a newer text nor comes back after the decision.
type saveOrder struct {
	writing sync.Mutex
	newest  atomic.Uint64
}

// next gives a save its place.
func (o *saveOrder) next(write func() error) (save func() error) {
	mine := o.newest.Add(1)
	return func() error {
		o.writing.Lock()
		defer o.writing.Unlock()
		if o.newest.Load() != mine {
			return nil
		}
		return write()
	}
}
