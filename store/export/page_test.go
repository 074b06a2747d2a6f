package export

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/purge"
)

// parsed is a page as a strict parser reads it.
type parsed struct {
	elements []string            // names, in order
	attrs    map[string][]string // values by name
	text     string              // all character data; <br/> is a line break
	style    string
}

// parse reads a page as XML, which forgives nothing: whatever text reached the
// markup would show as an element, an attribute or an error.
func parse(t testing.TB, page string) parsed {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	p := parsed{attrs: map[string][]string{}}
	var text strings.Builder
	var open []string
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("the page is not well formed: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Name.Local)
			p.elements = append(p.elements, token.Name.Local)
			for _, a := range token.Attr {
				p.attrs[a.Name.Local] = append(p.attrs[a.Name.Local], a.Value)
			}
			if token.Name.Local == "br" {
				text.WriteByte('\n')
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if slices.Contains(open, "style") {
				p.style += string(token)
			} else {
				text.Write(token)
			}
		}
	}
	p.text = text.String()
	return p
}

var allowedElements = strings.Fields(`html head meta title style body div header main footer section h1 h2 h3 h4 h5 p span b i
	bdi br code ul li table caption thead tbody tr th td svg text rect`)

var allowedAttributes = strings.Fields("lang charset http-equiv name content class id aria-labelledby scope colspan dir border" +
	" role viewBox xmlns x y width height fill stroke stroke-width font-size")

// checkInert fails the test unless a page can do nothing but be read.
func checkInert(t *testing.T, page string) parsed {
	t.Helper()
	p := parse(t, page)
	for _, name := range p.elements {
		if !slices.Contains(allowedElements, name) {
			t.Errorf("element %s", name)
		}
	}
	for name, values := range p.attrs {
		if !slices.Contains(allowedAttributes, name) {
			t.Errorf("attribute %s: %q", name, values)
		}
	}
	ids := slices.Sorted(slices.Values(p.attrs["id"]))
	if len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("an id stands twice: %q", ids)
	}
	for _, label := range p.attrs["aria-labelledby"] {
		if !slices.Contains(ids, label) {
			t.Errorf("no heading %q", label)
		}
	}
	if bad := regexp.MustCompile(`(?i)url\(|@import|expression|https?:|//`).FindString(p.style); bad != "" {
		t.Errorf("the style holds %q", bad)
	}
	return p
}

// hostile are texts that would do something where they are not taken as text.
var hostile = []string{
	`<script>alert(1)</script>`,
	`<img src=x onerror="alert(1)">`,
	`</td></table><h1>Not disclosed</h1>`,
	`"><a href="https://example.test/">look</a>`,
	`&lt;b&gt; &amp; &#60;`,
	`{{.Policy}} ${1+1} javascript:alert(1)`,
	`</style><style>body{display:none}</style>`,
	`<!-- ]]> -->`,
}

func TestTextWithMarkupInItShowsAsText(t *testing.T) {
	for _, text := range hostile {
		o := newOffice(t)
		row := applicant("I-1"+text, "", text, text)
		row[0], row[1], row[4], row[12] = "A"+text, "P"+text, text, text
		o.hits(hitFields, row)
		o.answer("I-1"+text, model.Answer{Field: model.PatternOfBehaviour, Value: "no", Note: text})
		o.answer("I-1"+text, model.Answer{Field: model.IndicatorOfRisk, Value: "no", Note: text})
		o.answer("I-1"+text, model.Answer{Field: model.Offence, Value: "x" + text, Reason: text})
		if n := strings.Count(checkInert(t, o.briefing(o.record("A"+text))).text, text); n < 10 {
			t.Errorf("%q stands %d times as text in the briefing", text, n)
		}
		o.decide("I-1"+text, model.Discard, model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: text}, 0)
		r := o.record("A" + text)
		r.Written.Recipient, r.Written.Purpose, r.Written.Officer, r.Marking = text, text, text, text
		p := checkInert(t, o.page(r))
		// Marking twice, source, summary, two notes, a reason, grounds, name and so on.
		if n := strings.Count(p.text, text); n < 16 {
			t.Errorf("%q stands %d times as text", text, n)
		}
	}
}

func TestCharactersThatHideOrReorderAreSetApartAsEscapes(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a bidirectional override", "risk \u202eon si", `risk <code>\u202e</code>on si`},
		{"an isolate left open", "a\u2067b", `a<code>\u2067</code>b`},
		{"a zero-width space", "dis\u200bclose", `dis<code>\u200b</code>close`},
		{"a soft hyphen", "dis\u00adclose", `dis<code>\u00ad</code>close`},
		{"an escape sequence", "\x1b[31mred", `<code>\x1b</code>[31mred`},
		{"a carriage return alone", "kept\rgone", `kept<code>\x0d</code>gone`},
		{"a tag character", "x\U000e0041y", `x<code>\U000e0041</code>y`},
		{"a variation selector", "x\ufe0fy", `x<code>\ufe0f</code>y`},
		{"marks that paint over the line above", "a" + strings.Repeat("\u0301", 7) + "b", "a" + strings.Repeat("\u0301", 5) + `<code>\u0301</code><code>\u0301</code>b`},
		{"a byte that is not UTF-8", "a\xffb", `a<code>\xff</code>b`},
		{"an escape typed by hand, which stays text", `\u202e`, `\u202e`},
		{"line breaks of any system", "a\r\nb\nc", `a<br/>b<br/>c`},
		{"other scripts", "Zoë Łukasz 山田 ab\u0301", "Zoë Łukasz 山田 ab\u0301"},
	} {
		var b strings.Builder
		if err := at2Template().ExecuteTemplate(&b, "text", test.text); err != nil {
			t.Fatal(err)
		}
		if b.String() != test.want {
			t.Errorf("%s: %q, want %q", test.name, b.String(), test.want)
		}
	}
}

func TestTheLongestRationaleIsOnThePageWhole(t *testing.T) {
	o := newOffice(t)
	o.hits(hitFields, applicant("I-1", "", "Niche", ""))
	text := strings.Repeat("Line of a long rationale, as typed.  Twice spaced.\n", model.MaxLong/51)
	o.decide("I-1", model.Refer, model.Sections{model.Reason: text}, 0)
	p := checkInert(t, o.page(o.record("APP-417")))
	if len(text) < 64<<10-60 || !strings.Contains(p.text, text) {
		t.Errorf("%d bytes of a rationale are not on the page as they were typed", len(text))
	}
}

func TestThePolicyLetsNothingInButThePagesOwnStyle(t *testing.T) {
	o := exampleOffice(t)
	p := checkInert(t, o.page(o.record("APP-417")))
	policy := p.attrs["content"][slices.Index(p.attrs["http-equiv"], "Content-Security-Policy")]
	hash := sha256.Sum256([]byte(p.style))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("policy %q, want %q", policy, want)
	}
	if p.style == "" || p.style != pageStyle {
		t.Error("the style on the page is not gd8's own")
	}
}

func TestTheMarkingStandsAtTheTopAndTheBottom(t *testing.T) {
	o := exampleOffice(t)
	r := o.record("APP-417")
	r.Marking = "SECRET <of> sorts"
	text := strings.TrimSpace(parse(t, o.page(r)).text)
	body := text[strings.Index(text, r.Marking):]
	if !strings.HasPrefix(body, r.Marking) || !strings.HasSuffix(text, r.Marking) {
		t.Errorf("it begins %.60q and ends %.60q", body, text[len(text)-60:])
	}
}

func TestOnlyADiscardThatStandsMarksTheSingleIncidentCategory(t *testing.T) {
	o := newOffice(t)
	o.hits(hitFields, applicant("I-1", "", "Niche", ""))
	category := func() bool { return strings.Contains(parse(t, o.page(o.record("APP-417"))).text, atCategory) }
	says := func(words ...string) {
		t.Helper()
		text := parse(t, o.page(o.record("APP-417"))).text
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("the page does not say %q", w)
			}
		}
	}
	says("Hit 1: no decision has been made.", "The test as the facts stand now: Undetermined", "No note of the systems searched is recorded.")
	if category() {
		t.Error("the category is marked without a decision")
	}
	for _, f := range []model.Field{model.PatternOfBehaviour, model.IndicatorOfRisk} {
		o.answer("I-1", model.Answer{Field: f, Value: "no"})
	}
	o.decide("I-1", model.Discard, model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "as it was typed"}, 0)
	if !category() {
		t.Error("the category is not marked though the discard stands")
	}
	o.answer("I-1", model.Answer{Field: model.IndicatorOfRisk, Value: "yes"})
	if category() {
		t.Error("the category is marked though the discard is out of date")
	}
	says("Single incident: discarded under AT2 (out of date)", "Out of date.", "as it was typed",
		"The test as it stood when decided: Applies", "The test as the facts stand now: Does not apply")
	if err := o.WithdrawDecision(officer, o.number("I-1")); err != nil {
		t.Fatal(err)
	}
	says("Hit 1: no decision stands. The decision made before was withdrawn by J. Officer, 2 June 2026,")
	if category() {
		t.Error("the category is marked though the discard was withdrawn")
	}
}

func TestAnOfficersNoteToOneselfAndADraftStayInTheStore(t *testing.T) {
	o := newOffice(t)
	o.hits(hitFields, applicant("I-1", "", "Niche", ""))
	n := o.number("I-1")
	if err := o.SaveNote(officer, n, "ring the school before lunch"); err != nil {
		t.Fatal(err)
	}
	draft := store.Draft{Kind: model.Refer, Sections: model.Sections{model.Reason: "half a thought"}}
	if err := o.SaveDraft(officer, n, draft); err != nil {
		t.Fatal(err)
	}
	page := o.page(o.record("APP-417"))
	for _, private := range []string{"ring the school", "half a thought"} {
		if strings.Contains(page, private) {
			t.Errorf("the page holds %q", private)
		}
	}
}

func TestAWithdrawnRecordIsNamedUntilItIsAddedAgain(t *testing.T) {
	o := exampleOffice(t)
	n, err := o.Add(officer, o.byHand("15/0902/20"))
	if err != nil {
		t.Fatal(err)
	}
	o.later()
	if err := o.Withdraw(officer, n, "Keyed twice."); err != nil {
		t.Fatal(err)
	}
	named := func() bool {
		return strings.Contains(parse(t, o.page(o.record("APP-417"))).text, "Another individual of the same name.")
	}
	if text := parse(t, o.page(o.record("APP-417"))).text; !named() || !strings.Contains(text, "Keyed twice.") {
		t.Error("the records withdrawn are not named with their reasons")
	}
	if _, err := o.Add(officer, o.byHand("15/0901/20")); err != nil {
		t.Fatal(err)
	}
	if named() {
		t.Error("a record that counts again is named as withdrawn")
	}
}

func TestAWithdrawalKeepsItsReasonBesideAnErasure(t *testing.T) {
	o := exampleOffice(t)
	other := "APP-502"
	plan, err := purge.Find(o.Store, purge.Request{Application: &other})
	if err != nil {
		t.Fatal(err)
	}
	if err := purge.Purge(context.Background(), o.Store, officer, plan, "Retention over"); err != nil {
		t.Fatal(err)
	}
	gone, err := Withdrawals(o.Store)
	if err != nil {
		t.Fatal(err)
	}
	list := gone[model.CaseKey{Application: "APP-417", Person: "P-200"}]
	if len(gone) != 1 || len(list) != 1 || list[0].Incident != "15/0901/20" || list[0].Reason != "Another individual of the same name." {
		t.Errorf("withdrawn are %+v", gone)
	}
}
