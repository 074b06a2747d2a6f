package modeltest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/purge"
)

// operation is one thing that is done, as often as its share says.
type operation struct {
	name  string
	share int
	do    func(*desk)
}

var operations = []operation{
	{"add", 100, (*desk).add},
	{"correct", 40, (*desk).correct},
	{"withdraw record", 15, (*desk).withdrawRecord},
	{"answer", 220, (*desk).answer},
	{"withdraw answer", 40, (*desk).withdrawAnswer},
	{"undo answer", 40, (*desk).undoAnswer},
	{"undo an undoing", 20, (*desk).undoUndoing},
	{"join", 12, (*desk).join},
	{"separate", 30, (*desk).separate},
	{"decide", 420, (*desk).decide},
	{"withdraw decision", 40, (*desk).withdrawDecision},
	{"check", 60, (*desk).supervise},
	{"adjudicate", 30, (*desk).adjudicate},
	{"draft", 30, (*desk).draft},
	{"mark incomplete", 6, (*desk).markIncomplete},
	{"answer for an incomplete case", 12, (*desk).answerIncomplete},
	{"clock", 20, (*desk).clock},
	{"import", 14, (*desk).imports},
	{"cancel an import", 4, (*desk).cancelImport},
	{"kill an import", 4, (*desk).killImport},
	{"purge", 8, (*desk).purge},
	{"reopen", 6, (*desk).reopen},
	{"compact", 2, (*desk).compact},
	{"change encryption", 2, (*desk).encryption},
	{"backup", 3, (*desk).backup},
	{"restore", 2, (*desk).restore},
	{"rescue", 2, (*desk).rescueWhole},
	{"rescue of a damaged copy", 4, (*desk).rescueDamaged},
}

// step does one thing, drawn at random, and looks at who may be changed by it.
func (d *desk) step() {
	total := 0
	for _, o := range operations {
		total += o.share
	}
	n := d.IntN(total)
	for _, o := range operations {
		if n -= o.share; n < 0 {
			d.now = d.now.Add(time.Duration(1+d.IntN(5000)) * time.Millisecond)
			d.tally[o.name]++
			d.w.changed()
			o.do(d)
			return
		}
	}
}

func (d *desk) note(format string, args ...any) {
	d.did = append(d.did, fmt.Sprintf(format, args...))
	if len(d.did) > 400 {
		d.did = slices.Clone(d.did[200:])
	}
}

// some is one of the records that a test accepts, nil where there is none.
func (d *desk) some(test func(*record) bool) *record {
	list := d.w.sorted(test)
	if len(list) == 0 {
		return nil
	}
	return pick(d.drawer, list)
}

func live(r *record) bool { return !r.withdrawn }

// newKey is of a record that is not there, of an individual who is, mostly, and
// of no case that was erased.
func (d *desk) newKey() (key, bool) {
	person := fmt.Sprintf("P-%d", d.people)
	if r := d.some(func(*record) bool { return true }); r != nil && !d.one(5) {
		person = r.key.person
	} else {
		d.people++
	}
	k := key{person: person, incident: incidentRef(person, d.IntN(maxIncidents))}
	switch n := d.IntN(8); { // one application in four is not known, and one in eight is the partner's too
	case n == 7:
		k.application = fmt.Sprintf("A-%d", numberOf(person)/2)
	case n > 1:
		k.application = fmt.Sprintf("A-%s-%d", person[2:], n%3)
	}
	if d.w.wasErased(k) {
		d.comesAgain(k)
		return k, false
	}
	if there := d.w.records[k]; there != nil && !there.withdrawn {
		return k, false
	}
	return k, true
}

// comesAgain brings a case that was erased: without a reason it is refused, by
// hand and in a file, and with one it is a case like any other.
func (d *desk) comesAgain(k key) {
	facts := d.facts(k)
	d.note("add again %+v", k)
	_, err := d.s.Add(officer, d.modelFacts(k, facts))
	var erased *store.ErasedError
	if !errors.As(err, &erased) || erased.Case.Person != k.person || erased.Case.Application != k.application {
		d.fail("a record of an erased case was added: %v", err)
	}
	o := d.importing()
	report, err := d.bring(context.Background(), fileOf([]key{k}, []values{facts}), o)
	if !errors.Is(err, importer.ErrRefused) || report.Bad != 1 {
		d.fail("a record of an erased case was imported: %+v, %v", report, err)
	}
	d.tally["erased cases refused"]++
	switch d.IntN(3) {
	case 0:
		_, err = d.s.AddAgain(officer, d.modelFacts(k, facts), "asked for")
		d.w.put(k, facts, true)
	case 1:
		o.Again = "asked for"
		_, err = d.bring(context.Background(), fileOf([]key{k}, []values{facts}), o)
		d.w.put(k, facts, false)
	default:
		return
	}
	d.must(err)
	d.tally["erased cases taken again"]++
	d.check(k.person)
}

func (d *desk) add() {
	k, ok := d.newKey()
	if !ok {
		return
	}
	facts := d.facts(k)
	d.note("add %+v", k)
	_, err := d.s.Add(officer, d.modelFacts(k, facts))
	d.must(err)
	d.w.put(k, facts, true)
	d.check(k.person)
}

// put is that a record comes in, anew or once more.
func (w *world) put(k key, facts values, byHand bool) {
	r := w.records[k]
	if r == nil {
		r = &record{key: k}
		w.add(r)
	}
	r.source, r.byHand, r.withdrawn = facts, byHand, false
	r.sources++
	w.changed()
}

func (d *desk) correct() {
	r := d.some(func(r *record) bool { return live(r) && r.byHand })
	if r == nil {
		return
	}
	facts := d.facts(r.key)
	d.note("correct %+v", r.key)
	d.must(d.s.Correct(officer, d.number(r), d.modelFacts(r.key, facts), "misread"))
	d.w.put(r.key, facts, true)
	d.check(r.key.person)
}

func (d *desk) withdrawRecord() {
	r := d.some(func(r *record) bool { return live(r) && r.byHand })
	if r == nil {
		return
	}
	d.note("withdraw record %+v", r.key)
	joined := d.w.joined(r.key.person)
	d.must(d.s.Withdraw(officer, d.number(r), "another individual"))
	r.withdrawn = true
	r.sources++
	d.keepsJoined(joined, r.key.person)
	d.check(r.key.person)
}

func (d *desk) answer() {
	r := d.some(live)
	if r == nil {
		return
	}
	column := pick(d.drawer, columns)
	if !d.one(3) {
		column = pick(d.drawer, []string{"pattern_of_behaviour", "indicator_of_risk", "outcome", "youth_produced", "same_event_as", "relevant"})
	}
	field, _ := model.FieldNamed(column)
	value := d.value(column, r.key)
	d.note("answer %+v %s %.20q", r.key, column, value)
	sequence, err := d.s.Answer(officer, d.number(r), model.Answer{Field: field, Value: value, Reason: "asked the force", Note: d.text(d.size())})
	d.must(err)
	r.said = append(r.said, said{sequence: sequence, column: column, value: value})
	d.check(r.key.person)
}

// join is that an officer says of two individuals that they are the same.
func (d *desk) join() {
	r := d.some(live)
	if r == nil {
		return
	}
	d.note("join %+v with %s", r.key, partner(r.key.person))
	sequence, err := d.s.Answer(officer, d.number(r), model.Answer{Field: model.SamePersonAs, Value: partner(r.key.person), Reason: "one human, says the force"})
	d.must(err)
	r.said = append(r.said, said{sequence: sequence, column: "same_person_as", value: partner(r.key.person)})
	d.check(r.key.person)
}

// keepsJoined holds that who was joined with their partner still is, where both
// have records left: on which record of theirs that stands is the store's.
func (d *desk) keepsJoined(joined bool, person string) {
	other := partner(person)
	d.w.changed()
	if !joined || !d.w.there(person) || !d.w.there(other) || d.w.joined(person) {
		return
	}
	found := false
	for _, r := range d.w.ofPair(person, live) {
		entries := d.answers(r)
		if len(entries) == 0 {
			continue
		}
		last := entries[len(entries)-1]
		known := slices.ContainsFunc(r.said, func(s said) bool { return s.sequence == last.Sequence })
		if !known && last.Answer.Field == model.SamePersonAs && last.Answer.Value == partner(r.key.person) && !found {
			found = true
			r.said = append(r.said, said{sequence: last.Sequence, column: "same_person_as", value: last.Answer.Value})
		}
	}
	d.w.changed()
	if !found {
		d.fail("%s and %s were one individual, and what is left of them is not", person, other)
	}
}

// separate is that an officer says that they are not.
func (d *desk) separate() {
	r := d.some(func(r *record) bool {
		return live(r) && !r.byHand && slices.Contains(d.w.questions(d.w.of(r)), d.w.name(partner(r.key.person)))
	})
	if r == nil {
		return
	}
	d.note("separate %+v from %s", r.key, partner(r.key.person))
	sequence, err := d.s.Separate(officer, d.number(r), partner(r.key.person), "two humans, says the force")
	d.must(err)
	r.said = append(r.said, said{sequence: sequence, value: partner(r.key.person), separation: true})
	d.check(r.key.person)
}

func (d *desk) withdrawAnswer() {
	r := d.some(func(r *record) bool { return live(r) && len(r.said) > 0 })
	if r == nil {
		return
	}
	column := pick(d.drawer, r.said).column
	if column == "" {
		return
	}
	field, _ := model.FieldNamed(column)
	d.note("withdraw answer %+v %s", r.key, column)
	_, stands := r.answers()[column]
	sequence, err := d.s.WithdrawAnswer(officer, d.number(r), field)
	if !stands {
		if err == nil {
			d.fail("an answer was withdrawn that did not stand")
		}
		return
	}
	d.must(err)
	r.said = append(r.said, said{sequence: sequence, column: column, withdrawal: true})
	d.check(r.key.person)
}

func (d *desk) undoAnswer() {
	r := d.some(func(r *record) bool { return live(r) && len(r.said) > 0 })
	if r == nil {
		return
	}
	at := len(r.said) - 1 - d.IntN(min(len(r.said), 3))
	d.note("undo answer %+v %+v", r.key, r.said[at].column)
	d.undo(r, r.said[at].sequence)
}

func (d *desk) undoUndoing() {
	r := d.some(func(r *record) bool { return live(r) && len(r.undoings) > 0 })
	if r == nil {
		return
	}
	u := r.undoings[len(r.undoings)-1-d.IntN(min(len(r.undoings), 3))]
	d.note("undo undoing %+v %+v", r.key, u)
	d.undo(r, u.sequence)
}

// undo undoes an entry among the answers of a record.
func (d *desk) undo(r *record, sequence uint32) {
	d.must(d.s.UndoAnswer(officer, d.number(r), sequence))
	entries := d.answers(r)
	r.undoings = append(r.undoings, undoing{entries[len(entries)-1].Sequence, sequence})
	d.check(r.key.person)
}

// answers are the entries that the store has among the answers of a record.
func (d *desk) answers(r *record) (entries []store.NumberedAnswer) {
	d.must(d.s.View(func(reader *store.Reader) (err error) {
		entries, err = reader.Answers(d.number(r))
		return err
	}))
	return entries
}

var kinds = map[string]model.DecisionKind{"discard": model.Discard, "consider": model.Consider, "refer": model.Refer, "defer": model.Defer}

func (d *desk) decide() {
	r := d.some(func(r *record) bool { return live(r) && r.counts() })
	if r == nil {
		return
	}
	kind := pick(d.drawer, []string{"discard", "discard", "discard", "consider", "refer", "defer"})
	var sections model.Sections
	texts := map[string]string{}
	open := d.w.allows(r, kind)
	asked := d.w.asks(r, kind)
	for s := range sections {
		name := model.Section(s).String()
		if size := d.size(); d.one(4) || slices.Contains(asked, name) {
			sections[s] = d.text(max(1, size))
			texts[name] = sections[s]
		}
	}
	if d.one(20) { // left blank
		section, _ := model.SectionNamed(pick(d.drawer, asked))
		sections[section], open = " \n", false
	}
	d.note("%s %+v, which is open: %v", kind, r.key, open)
	_, err := d.s.Decide(officer, d.number(r), kinds[kind], sections, 0)
	var refused *model.DecisionError
	switch {
	case !open && !errors.As(err, &refused):
		d.fail("a %s that is not open, or is blank: %v", kind, err)
	case !open:
		return
	}
	d.must(err)
	for _, a := range event(d.w.caseOf(d.w.of(r)), r) {
		if a.counts() {
			a.versions = append(a.versions, decided{kind, texts, d.w.basis(d.w.of(r)), ""})
		}
	}
	d.check(r.key.person)
}

func (d *desk) withdrawDecision() {
	r := d.some(func(r *record) bool { return live(r) && r.stands() != nil })
	if r == nil {
		return
	}
	d.note("withdraw decision %+v", r.key)
	d.must(d.s.WithdrawDecision(officer, d.number(r)))
	for _, a := range event(d.w.caseOf(d.w.of(r)), r) {
		if a.stands() != nil {
			a.versions = append(a.versions, decided{})
		}
	}
	d.check(r.key.person)
}

// draft is what no check looks at: it must change nothing else.
func (d *desk) draft() {
	r := d.some(live)
	if r == nil {
		return
	}
	d.note("draft %+v", r.key)
	n := d.number(r)
	d.must(d.s.SaveDraft(officer, n, store.Draft{Kind: model.Refer, Sections: model.Sections{model.Reason: d.text(d.size())}}))
	d.must(d.s.SaveNote(officer, n, d.text(d.size())))
	d.check(r.key.person)
}

func (d *desk) markIncomplete() {
	r := d.some(live)
	if r == nil {
		return
	}
	d.note("mark incomplete %+v", r.key)
	d.must(d.s.MarkIncomplete(officer, d.number(r)))
	d.w.marks++
	r.mark, r.excused = d.w.marks, false
	r.sources++
	d.check(r.key.person)
}

func (d *desk) answerIncomplete() {
	r := d.some(func(r *record) bool { return live(r) && d.w.incomplete(d.w.of(r)) })
	if r == nil {
		return
	}
	d.note("answer for the incomplete case of %+v", r.key)
	d.must(d.s.AnswerIncomplete(officer, d.number(r), "nothing more is known to the force"))
	for _, a := range d.w.caseOf(d.w.of(r)) {
		if a.mark > 0 {
			a.excused = true
			a.excuses++
		}
	}
	d.check(r.key.person)
}

// clock is that the computer's clock jumps, forwards or back.
func (d *desk) clock() {
	jump := time.Duration(d.IntN(2*365*24)-365*24) * time.Hour
	d.note("the clock jumps %v", jump)
	d.now = d.now.Add(jump)
	if d.now.Year() < 2024 || d.now.Year() > 2032 {
		d.now = firstDay
	}
}

// rows are those of a file that brings new records and changes of others.
func (d *desk) rows() (keys []key, rows []values) {
	seen := map[key]bool{}
	for range 1 + d.IntN(6) {
		if r := d.some(func(*record) bool { return true }); r != nil && d.one(2) && !seen[r.key] {
			facts := values{}
			for _, column := range columns {
				facts[column] = r.source[column]
				if value := d.value(column, r.key); value != "" && d.one(5) {
					facts[column] = value
				}
				if facts[column] == "" {
					delete(facts, column)
				}
			}
			seen[r.key] = true
			keys, rows = append(keys, r.key), append(rows, facts)
			continue
		}
		if k, ok := d.newKey(); ok && !seen[k] && d.w.records[k] == nil {
			seen[k] = true
			keys, rows = append(keys, k), append(rows, d.facts(k))
		}
	}
	return keys, rows
}

func same(a, b values) bool {
	for _, column := range columns {
		if a[column] != b[column] {
			return false
		}
	}
	return true
}

// importing are the options of an import that takes every change.
func (d *desk) importing() importer.Options {
	return importer.Options{AllowChangedIncident: true, Problem: func(p problem.Problem) { d.note("%v", p) }}
}

// bring imports a file.
func (d *desk) bring(ctx context.Context, f file, o importer.Options) (importer.Report, error) {
	defer collectSeldom() // of two imports at once one leaves behind what the other had set
	return importer.Import(ctx, d.s, officer, []source.Source{f}, o)
}

func (d *desk) imports() {
	keys, rows := d.rows()
	if len(keys) == 0 {
		return
	}
	d.note("import %+v", keys)
	report, err := d.bring(context.Background(), fileOf(keys, rows), d.importing())
	d.must(err)
	came, changed := 0, 0
	for i, k := range keys {
		switch r := d.w.records[k]; {
		case r == nil:
			came++
		case !r.withdrawn && same(r.source, rows[i]):
			continue
		default:
			changed++
		}
		d.w.put(k, rows[i], false)
	}
	if report.New+report.Changed != came+changed || report.Unchanged != len(keys)-came-changed {
		d.fail("%d new, %d changed, %d unchanged; want %d and %d of %d", report.New, report.Changed, report.Unchanged, came, changed, len(keys))
	}
	for _, k := range keys {
		d.check(k.person)
	}
}

func (d *desk) cancelImport() {
	keys, rows := d.rows()
	if len(keys) == 0 {
		return
	}
	at := 1 + d.IntN(14)
	d.note("cancel at look %d the import of %+v", at, keys)
	before := d.people
	ctx := &watched{Context: context.Background(), look: func(time int) error {
		if time >= at {
			return context.Canceled
		}
		return nil
	}}
	_, err := d.bring(ctx, fileOf(keys, rows), d.importing())
	switch {
	case err == nil: // it was done before it was cancelled
		for i, k := range keys {
			if r := d.w.records[k]; r == nil || r.withdrawn || !same(r.source, rows[i]) {
				d.w.put(k, rows[i], false)
			}
		}
	case !errors.Is(err, importer.ErrCancelled):
		d.fail("%v", err)
	default:
		d.people = before
	}
	for _, k := range keys {
		d.check(k.person)
	}
}

// killImport goes on with the file as it was at some moment of an import.
func (d *desk) killImport() {
	keys, rows := d.rows()
	if len(keys) == 0 {
		return
	}
	at := 1 + d.IntN(14)
	d.note("kill at look %d the import of %+v", at, keys)
	killed := ""
	ctx := &watched{Context: context.Background(), look: func(time int) error {
		if time == at {
			killed = d.path("killed")
			d.must(copyFile(d.s.Path(), killed))
		}
		return nil
	}}
	_, err := d.bring(ctx, fileOf(keys, rows), d.importing())
	d.must(err)
	if killed == "" {
		for i, k := range keys {
			if r := d.w.records[k]; r == nil || r.withdrawn || !same(r.source, rows[i]) {
				d.w.put(k, rows[i], false)
			}
		}
	} else {
		old := d.s.Path()
		d.use(killed, d.passphrase)
		_ = os.Remove(old)
	}
	for _, k := range keys {
		d.check(k.person)
	}
}

func copyFile(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}

func (d *desk) purge() {
	r := d.some(func(*record) bool { return true })
	if r == nil {
		return
	}
	one := d.w.name(r.key.person) // a case goes whole, under whichever person_ref
	ofPerson := func(a *record) bool { return d.w.name(a.key.person) == one }
	ofApplication := func(a *record) bool { return a.key.application == r.key.application }
	q, gone := purge.Request{Person: &r.key.person}, ofPerson
	if d.one(2) && r.key.application != "" {
		q, gone = purge.Request{Application: &r.key.application}, ofApplication
	} else if d.one(2) {
		q = purge.Request{Application: &r.key.application, Person: &r.key.person}
		gone = func(a *record) bool { return ofPerson(a) && ofApplication(a) }
	}
	d.note("purge of %+v, application %v, individual %v", r.key, q.Application != nil, q.Person != nil)
	plan, err := purge.Find(d.s, q)
	d.must(err)
	list := d.w.sorted(gone)
	if plan.Records != len(list) {
		d.fail("%d records are to be erased, want %d", plan.Records, len(list))
	}
	joined := map[string]bool{}
	for _, a := range list {
		joined[a.key.person] = d.w.joined(a.key.person)
	}
	d.must(purge.Purge(context.Background(), d.s, officer, plan, "Retention period over"))
	d.numbers = nil
	for _, a := range list {
		d.w.erased[folded(a.key.of())] = true
		d.w.erase(a)
	}
	for _, person := range slices.Sorted(maps.Keys(joined)) {
		d.keepsJoined(joined[person], person)
	}
	d.check(r.key.person)
	content, err := os.ReadFile(d.s.Path())
	d.must(err)
	for _, a := range list { // each text begins with a number of its own
		if text := a.source["summary"]; d.passphrase == "" && len(text) > 10 && bytes.Contains(content, []byte(text)) {
			d.fail("%.40q is left of what was erased", text)
		}
	}
}
