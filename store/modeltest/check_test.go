package modeltest

import (
	"context"
	"encoding/hex"
	"slices"

	"gd8/model"
	"gd8/store"
	"gd8/store/audit"
	"gd8/store/export"
	"gd8/store/history"
	"gd8/store/queue"
)

// check holds the records of an individual to the oracle, as the queue lists
// them.
func (d *desk) check(person string) {
	d.t.Helper()
	d.w.changed()
	list := d.w.ofPair(person, live)
	numbers := make([]store.Number, len(list))
	for i, r := range list {
		numbers[i] = d.number(r)
	}
	rows, err := d.s.Rows(numbers)
	d.must(err)
	for i, r := range list {
		d.checkRow(r, &rows[i])
	}
	if len(list) > 0 && d.one(4) {
		d.checkCase(pick(d.drawer, list))
	}
}

func (d *desk) checkRow(r *record, row *store.Row) {
	d.t.Helper()
	decision := ""
	if s := r.stands(); s != nil {
		decision = s.kind
	}
	hits := d.w.caseOf(d.w.of(r))
	switch {
	case keyOf(row.Key) != r.key:
		d.fail("in the place of %+v the queue has %+v", r.key, row.Key)
	case row.State.String() != d.w.state(r):
		d.fail("%+v is %v, want %s", r.key, row.State, d.w.state(r))
	case row.Verdict.String() != d.w.verdict(r):
		d.fail("%+v: %v, want %s", r.key, row.Verdict, d.w.verdict(r))
	case row.Decision.String() != decision:
		d.fail("%+v: decision %q, want %q", r.key, row.Decision, decision)
	case row.Events != events(hits):
		d.fail("%+v: %d events, want %d", r.key, row.Events, events(hits))
	case row.Flags.Has(model.IncompleteCase) != d.w.incomplete(d.w.of(r)):
		d.fail("%+v: incomplete is %v", r.key, row.Flags.Has(model.IncompleteCase))
	case row.Flags.Has(model.MayBeSamePerson) != (len(d.w.questions(d.w.of(r))) > 0):
		d.fail("%+v: it may be of another individual: %v; %q", r.key, row.Flags.Has(model.MayBeSamePerson), d.w.questions(d.w.of(r)))
	case row.Flags.Has(model.OtherApplications) != (len(d.w.elsewhere(d.w.of(r))) > 0):
		d.fail("%+v: other applications is %v", r.key, row.Flags.Has(model.OtherApplications))
	case row.State == model.StateDecided && row.Decision == model.Discard && d.w.verdict(r) != "applies":
		d.fail("%+v: a discard stands, and the test says %s", r.key, d.w.verdict(r))
	}
}

// checkCase holds a whole case to the oracle, as it is shown and exported.
func (d *desk) checkCase(r *record) {
	d.t.Helper()
	hits := d.w.caseOf(d.w.of(r))
	dossier, err := d.s.Dossier(d.number(r))
	d.must(err)
	if len(dossier.Items) != len(hits) || dossier.Case.Incomplete() != d.w.incomplete(d.w.of(r)) {
		d.fail("the case of %+v has %d records, want %d", r.key, len(dossier.Items), len(hits))
	}
	standing := 0
	for i := range dossier.Items {
		hit := d.w.records[keyOf(dossier.Case.Facts(i).Key())]
		if hit == nil || hit.withdrawn {
			d.fail("the case of %+v holds %+v", r.key, dossier.Case.Facts(i).Key())
		}
		item := &dossier.Items[i]
		if item.State.String() != d.w.state(hit) {
			d.fail("%+v is shown as %v, want %s", hit.key, item.State, d.w.state(hit))
		}
		d.checkFacts(hit, dossier.Case.Facts(i))
		d.checkTexts(hit, item.Decision)
		if hit.stands() != nil && hit.counts() {
			standing++
		}
	}
	d.checkHistory(r)
	d.checkExport(dossier, standing)
}

// checkExport holds an export of a case's decisions to the oracle.
func (d *desk) checkExport(dossier *store.Dossier, standing int) {
	d.t.Helper()
	rows, keys := export.Decisions(dossier, func(*model.Decision) bool { return true })
	for _, k := range keys {
		if r := d.w.records[keyOf(k)]; r == nil || r.stands() == nil {
			d.fail("a decision on %+v is exported, and none stands", k)
		}
	}
	hits := d.w.caseOf(d.w.of(d.w.records[keyOf(dossier.Key())]))
	exported := 0
	for i := range rows {
		exported += len(rows[i].Hits)
		for _, incident := range rows[i].Hits {
			if !slices.ContainsFunc(hits, func(r *record) bool {
				return r.key.incident == incident && r.stands() != nil && r.stands().kind == rows[i].Decision
			}) || !slices.ContainsFunc(hits, func(r *record) bool {
				// A hit that did not count when another officer asked about the
				// event again has no such mark: one that has it speaks for all.
				return slices.Contains(rows[i].Hits, r.key.incident) && d.w.state(r) == rows[i].State
			}) {
				d.fail("%q of %+v is exported as %s, %s", incident, dossier.Key(), rows[i].Decision, rows[i].State)
			}
		}
	}
	if exported != standing || len(keys) != standing {
		d.fail("%d decisions of the case of %+v are exported, want %d", exported, dossier.Key(), standing)
	}
}

func (d *desk) checkFacts(r *record, f *model.Facts) {
	d.t.Helper()
	for _, column := range columns {
		field, _ := model.FieldNamed(column)
		if got := f.Get(field); got != r.says(column) {
			d.fail("%+v: %s is %.60q, want %.60q", r.key, column, got, r.says(column))
		}
	}
}

// checkTexts holds a decision's texts to those of the newest version.
func (d *desk) checkTexts(r *record, decision *model.Decision) {
	d.t.Helper()
	s := r.stands()
	if !decision.Stands() || s == nil {
		if decision.Stands() || s != nil {
			d.fail("%+v: a decision stands: %v, want %v", r.key, decision.Stands(), s != nil)
		}
		return
	}
	if decision.Version != len(r.versions) || decision.Kind.String() != s.kind {
		d.fail("%+v: version %d, %v; want %d, %s", r.key, decision.Version, decision.Kind, len(r.versions), s.kind)
	}
	filled := 0
	for section, text := range decision.Sections {
		name := model.Section(section).String()
		if text != "" && text != s.texts[name] {
			d.fail("%+v: %s is %.60q, want %.60q", r.key, name, text, s.texts[name])
		}
		if text != "" {
			filled++
		}
	}
	if filled == 0 {
		d.fail("%+v: the decision has no text", r.key)
	}
}

// checkHistory counts what was said of a record: nothing acknowledged is lost.
func (d *desk) checkHistory(r *record) {
	d.t.Helper()
	changes, err := history.Of(d.s, d.number(r))
	d.must(err)
	sources, answers, versions, reviews := 0, 0, 0, 0
	for i := range changes {
		switch {
		case changes[i].Source != nil:
			sources++
		case changes[i].Answer != nil:
			answers++
		case changes[i].Check != nil || changes[i].Ruling != nil:
			reviews++
		default:
			versions++
			d.checkID(r, changes[i:])
		}
	}
	if reviews != r.reviews {
		d.fail("%+v: the history has %d checks and adjudications, want %d", r.key, reviews, r.reviews)
	}
	if sources != r.sources || answers != len(r.said)+len(r.undoings)+r.excuses || versions != len(r.versions) {
		d.fail("%+v: the history has %d sources, %d answers and %d decisions; want %d, %d and %d", r.key,
			sources, answers, versions, r.sources, len(r.said)+len(r.undoings)+r.excuses, len(r.versions))
	}
}

// checkID holds the newest of some versions of a decision to the one before it,
// which it names as its parent.
func (d *desk) checkID(r *record, changes []history.Change) {
	d.t.Helper()
	newest := &changes[0]
	if newest.ID == [32]byte{} {
		d.fail("%+v: version %d has no id", r.key, newest.Decision.Version)
	}
	var parents [][32]byte
	for i := range changes[1:] {
		if before := &changes[1+i]; before.Decision != nil {
			parents = [][32]byte{before.ID}
			break
		}
	}
	if !slices.Equal(newest.Decision.Parents, parents) || len(parents) > 0 && parents[0] == newest.ID {
		d.fail("%+v: version %d has the parents %x, want %x", r.key, newest.Decision.Version, newest.Decision.Parents, parents)
	}
}

// checkProof proves an entry of the journal to who has a checkpoint.
func (d *desk) checkProof() {
	d.t.Helper()
	c, err := d.s.Checkpoint()
	d.must(err)
	if c.Entries == 0 {
		return
	}
	p, err := d.s.Prove(1 + d.Uint64N(c.Entries))
	d.must(err)
	root, err := hex.DecodeString(c.Root)
	d.must(err)
	if p.Check([32]byte(root)) != nil {
		d.fail("entry %d of %d is not proved", p.Entry, c.Entries)
	}
}

// checkAll holds the whole store to the oracle: what is listed, its counts, and
// what verify says.
func (d *desk) checkAll() {
	d.t.Helper()
	d.checkProof()
	d.w.changed()
	list := d.w.sorted(live)
	v, err := queue.Of(d.s).View(queue.FilterAll, queue.AsImported, nil)
	d.must(err)
	rows, err := d.s.Rows(v.Slice(0, v.Len()))
	d.must(err)
	if len(rows) != len(list) {
		d.fail("%d records are listed, want %d", len(rows), len(list))
	}
	states := map[string]int{}
	for i := range rows {
		r := d.w.records[keyOf(rows[i].Key)]
		if r == nil || r.withdrawn {
			d.fail("%+v is listed", rows[i].Key)
		}
		d.checkRow(r, &rows[i])
		states[d.w.state(r)]++
	}
	counts, err := queue.Of(d.s).Counts()
	d.must(err)
	for filter, state := range map[queue.Filter]string{
		queue.FilterToDo: "to_do", queue.FilterOutOfDate: "out_of_date", queue.FilterReturned: "returned", queue.FilterDeferred: "deferred",
		queue.FilterDecided: "decided", queue.FilterNotRelevant: "not_relevant",
	} {
		if counts.Filters[filter] != states[state] {
			d.fail("%d are counted as %s, want %d", counts.Filters[filter], state, states[state])
		}
	}
	for range min(3, len(list)) {
		d.checkCase(pick(d.drawer, list))
	}
	var found []string
	_, err = audit.Verify(context.Background(), d.s, nil, func(f audit.Finding) { found = append(found, f.String()) })
	d.must(err)
	if len(found) > 0 {
		d.fail("verify found %d things, the first: %q", len(found), found[:min(4, len(found))])
	}
	d.tally["verifications"]++
	slices.Sort(found)
}
