package review

import (
	"context"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/review/rationale"
	"gd8/ui/term"
)

// officer drives the app as a person would: presses keys, types, waits, and
// reads the screen. Commands run at once; time passes only when told to.
type officer struct {
	t      testing.TB
	app    *App
	store  *store.Store
	clock  time.Time
	timers []timer
	quit   bool

	unchecked bool // frames are not looked at: a benchmark
	asksClock bool // the question whether a clock that is off is right is not answered
}

type timer struct {
	at  time.Time
	msg tea.Msg
}

// sitDown starts an officer at a store of her own.
func sitDown(t testing.TB, o desk.Options) *officer {
	t.Helper()
	p := &officer{t: t, clock: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)}
	s, err := store.OpenOrCreate(filepath.Join(t.TempDir(), "gd8.db"), store.Options{Now: func() time.Time { return p.clock }, WithoutSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	p.store = s
	p.start(o)
	return p
}

// start starts the app: a sitting of its own.
func (p *officer) start(o desk.Options) {
	p.t.Helper()
	if o.Officer == "" && !o.AskOfficer {
		o.Officer, o.Purpose = "J. Officer", "Enhanced DBS checks"
	}
	sit, err := newSitting(p.store, &o)
	if err != nil {
		p.t.Fatal(err)
	}
	look, err := term.NewLook(io.Discard, term.Env{Lookup: func(k string) (string, bool) {
		v, ok := map[string]string{"TERM": "xterm", "LANG": "en_GB.UTF-8"}[k]
		return v, ok
	}, Terminal: true}, o.Look)
	if err != nil {
		p.t.Fatal(err)
	}
	o.Now = func() time.Time { return p.clock }
	o.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
		p.timers = append(p.timers, timer{p.clock.Add(d), msg})
		return nil
	}
	p.app = newApp(context.Background(), sit, look, o)
	p.quit, p.timers = false, nil
}

// open is start with a first frame.
func (p *officer) open() *officer {
	p.do(p.app.Init())
	p.resize(80, 24)
	if d := p.app.Dialog; d != nil && !p.asksClock && strings.Contains(d.Title, "clock") {
		p.press("y")
	}
	return p
}

func (p *officer) resize(w, h int) { p.send(tea.WindowSizeMsg{Width: w, Height: h}) }

// send gives the app a message and runs what follows from it.
func (p *officer) send(msg tea.Msg) {
	p.t.Helper()
	_, cmd := p.app.Update(msg)
	p.do(cmd)
	p.check()
}

func (p *officer) do(cmd tea.Cmd) {
	p.t.Helper()
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			p.do(c)
		}
	case tea.QuitMsg:
		p.quit = true
	default:
		p.send(msg)
	}
}

// wait lets time pass.
func (p *officer) wait(d time.Duration) {
	p.t.Helper()
	until := p.clock.Add(d)
	for {
		next := -1
		for i, t := range p.timers {
			if !t.at.After(until) && (next < 0 || t.at.Before(p.timers[next].at)) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		t := p.timers[next]
		p.timers = append(p.timers[:next], p.timers[next+1:]...)
		p.clock = t.at
		p.send(t.msg)
	}
	p.clock = until
}

var named = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	"home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"ctrl+s": tea.KeyCtrlS, "ctrl+o": tea.KeyCtrlO, "ctrl+c": tea.KeyCtrlC, "ctrl+g": tea.KeyCtrlG, "ctrl+home": tea.KeyCtrlHome,
	"ctrl+k": tea.KeyCtrlK, "ctrl+r": tea.KeyCtrlR, "f1": tea.KeyF1,
	"ctrl+l": tea.KeyCtrlL, "ctrl+u": tea.KeyCtrlU, "ctrl+f": tea.KeyCtrlF, "ctrl+z": tea.KeyCtrlZ, "ctrl+y": tea.KeyCtrlY, "ctrl+t": tea.KeyCtrlT,
}

func keyMsg(k string) tea.KeyMsg {
	if t, ok := named[k]; ok {
		return tea.KeyMsg{Type: t}
	}
	if letter, ok := strings.CutPrefix(k, "alt+"); ok {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(letter), Alt: true}
	}
	if k == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)}
}

// press presses keys one after the other, as a hand does.
func (p *officer) press(keys ...string) *officer {
	p.t.Helper()
	for _, k := range keys {
		p.wait(80 * time.Millisecond)
		p.send(keyMsg(k))
		if k == "ctrl+s" { // what opens by itself is looked at first
			p.wait(rationale.SettleTime)
		}
	}
	return p
}

// types types a text letter by letter.
func (p *officer) types(text string) *officer {
	p.t.Helper()
	for _, r := range text {
		p.press(string(r))
	}
	return p
}

// pastes pastes a text as a terminal with bracketed paste does.
// searched is what an officer says was searched.
const searched = "PNC, PND and Niche on 3 May: nothing further."

// searched fills the first section of a discard and goes to the next.
func (p *officer) searched() *officer {
	if p.app.Options.KeyByKey { // a letter that stands alone is a key
		p.wait(time.Second)
	}
	p.sees("Searched").types(searched)
	if p.app.Options.KeyByKey {
		p.wait(time.Second)
	}
	return p.press("tab").sees("Grounds")
}

func (p *officer) pastes(text string) *officer {
	p.t.Helper()
	p.wait(80 * time.Millisecond)
	p.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	p.wait(gatherTime) // a Windows console may have more of it
	return p
}

// floods sends keys as a Windows console hands over a paste: one by one, at
// once.
func (p *officer) floods(text string) *officer {
	p.t.Helper()
	p.wait(80 * time.Millisecond)
	for _, r := range text {
		switch r {
		case '\n':
			p.send(tea.KeyMsg{Type: tea.KeyEnter})
		case '\t':
			p.send(tea.KeyMsg{Type: tea.KeyTab})
		default:
			p.send(keyMsg(string(r)))
		}
	}
	p.wait(100 * time.Millisecond)
	return p
}

var styling = regexp.MustCompile("\x1b\\[[0-9;]*m")

// screen is what the officer reads.
func (p *officer) screen() string { return styling.ReplaceAllString(p.app.View(), "") }

func (p *officer) sees(texts ...string) *officer {
	p.t.Helper()
	flat := strings.Join(strings.Fields(p.screen()), " ")
	for _, text := range texts {
		if !strings.Contains(flat, text) && !strings.Contains(p.screen(), text) {
			p.t.Fatalf("the screen does not say %q:\n%s", text, p.screen())
		}
	}
	return p
}

// check holds every frame to its promises.
func (p *officer) check() {
	p.t.Helper()
	if p.app.failure != nil {
		p.t.Fatal(p.app.failure)
	}
	if p.unchecked {
		return
	}
	frame := p.app.View()
	if frame == "" {
		return
	}
	lines := strings.Split(frame, "\n")
	l := p.app.Layout
	if len(lines) > max(l.Height, 1) {
		p.t.Fatalf("the frame is %d lines high in a window of %d", len(lines), l.Height)
	}
	for i, line := range lines {
		if w := term.Width(line); w > l.Width {
			p.t.Fatalf("line %d is %d cells wide in a window of %d: %q", i, w, l.Width, line)
		}
		for _, r := range styling.ReplaceAllString(line, "") {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				p.t.Fatalf("line %d holds the control character %q: %q", i, r, line)
			}
		}
	}
}

// has puts an incident into the store by hand.
func (p *officer) has(person, incident string, values ...string) store.Number {
	p.t.Helper()
	var f model.Facts
	f.SetText(model.ApplicationRef, "APP-"+strings.TrimPrefix(person, "P-"))
	f.SetText(model.PersonRef, person)
	f.SetText(model.IncidentRef, incident)
	for _, v := range values {
		name, value, _ := strings.Cut(v, "=")
		field, ok := model.FieldNamed(name)
		if !ok {
			p.t.Fatalf("no field %q", name)
		}
		canonical, err := model.Canonical(field, value, model.DateOf(p.clock))
		if err != nil {
			p.t.Fatal(err)
		}
		f.Set(field, canonical)
	}
	// Individuals of one name and date of birth may be one human, which gd8
	// would ask of each; a test that wants that gives the name itself.
	if f.Text(model.PersonName) == "Alex Example" && person != "P-118" {
		f.SetText(model.PersonName, "Alex Example "+strings.TrimPrefix(person, "P-"))
	}
	n, err := p.store.Add(store.Actor{Officer: "Records", Purpose: "test"}, f)
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}

// item is what the store holds of a record now.
func (p *officer) item(n store.Number) store.Item {
	p.t.Helper()
	d, err := p.store.Dossier(n)
	if err != nil {
		p.t.Fatal(err)
	}
	return *d.Item()
}

// draftOf is the text of the draft the store holds, all sections together but
// for what was searched.
func (p *officer) draftOf(n store.Number) string {
	var b strings.Builder
	for _, d := range p.item(n).Drafts {
		d.Sections[model.Searched] = strings.TrimPrefix(d.Sections[model.Searched], searched)
		for _, s := range d.Sections {
			b.WriteString(s)
		}
	}
	return b.String()
}

// Incidents as a batch holds them.
var (
	facts21 = []string{
		"offence=Distribute an indecent photograph of a child", "incident_date=14 March 2019", "outcome=21", "outcome_date=20 May 2019",
		"date_of_birth=2 January 2004", "youth_produced=yes", "person_name=Alex Example", "workforce=Child", "source=PND",
		"summary=Shared one image with a partner of the same age. No distribution beyond the two is known.",
	}
	cleanFacts = append([]string{"pattern_of_behaviour=no", "indicator_of_risk=no"}, facts21...)
)

func with(base []string, more ...string) []string {
	return append(append([]string{}, base...), more...)
}

const reasonable = "One incident with outcome 21, seen in every system that was searched, no aggravating factor found by the police and nothing further known since."
