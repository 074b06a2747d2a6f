package term

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// hostile are texts that would act on a terminal, hide or deceive.
var hostile = []struct{ name, text, safe string }{
	{"an escape sequence", "a\x1b[2Jb", `a\x1b[2Jb`},
	{"an unfinished title sequence", "\x1b]0;owned", `\x1b]0;owned`},
	{"a bell and a backspace", "no\b\byes\a", `no\x08\x08yes\x07`},
	{"a carriage return that overwrites", "Undetermined\rApplies", `Undetermined\x0dApplies`},
	{"NUL and DEL", "\x00\x7f", `\x00\x7f`},
	{"a C1 control sequence", "\u009b31m", `\u009b31m`},
	{"a next-line control", "\u0085", `\u0085`},
	{"a raw C1 byte", "\x9b31m", `\x9b31m`},
	{"half a character", "caf\xc3", `caf\xc3`},
	{"an overlong encoding", "\xc0\x9b", `\xc0\x9b`},
	{"a surrogate", "\xed\xa0\x80", `\xed\xa0\x80`},
	{"a right-to-left override", "a\u202egpj.exe", `a\u202egpj.exe`},
	{"bidirectional isolates", "\u2066x\u2069", `\u2066x\u2069`},
	{"direction marks", "\u200e\u200f\u061c", `\u200e\u200f\u061c`},
	{"zero-width characters", "a\u200bb\u200cc\u200dd\u2060\ufeff", `a\u200bb\u200cc\u200dd\u2060\ufeff`},
	{"line and paragraph separators", "a\u2028b\u2029", `a\u2028b\u2029`},
	{"tag characters", "\U000e0041\U000e007f", `\U000e0041\U000e007f`},
	{"a soft hyphen", "re\u00adcord", `re\u00adcord`},
	{"private use", "\ue000\U000f0000", `\ue000\U000f0000`},
	{"not assigned", "\u0378\U0003ffff", `\u0378\U0003ffff`},
	{"fillers drawn as nothing", "\u3164\u115f\uffa0\u2800", `\u3164\u115f\uffa0\u2800`},
	{"a joined emoji", "\U0001f469\u200d\U0001f467", "\U0001f469" + `\u200d` + "\U0001f467"},
	{"an emoji selector", "\u2764\ufe0f", "\u2764" + `\ufe0f`},
	{"a skin tone", "\U0001f44d\U0001f3fd", "\U0001f44d" + `\U0001f3fd`},
	{"a mark with nothing to stand on", "\u0301a", `\u0301a`},
	{"a mark on a space", "a \u0301", `a \u0301`},
	{"a mark on an escape", "\x1b\u0301", `\x1b\u0301`},
	{"marks piled up", "a" + strings.Repeat("\u0301", 7), "a" + strings.Repeat("\u0301", 5) + `\u0301\u0301`},
	{"a forged escape", `\x1b[2J`, `\\x1b[2J`},
	{"a forged escape behind a backslash", `\\u202e`, `\\\\u202e`},
	{"a backslash before a control", "\\\x1b", `\\\x1b`},
	{"a line break and a tab", "a\nb\tc", `a\x0ab\x09c`},
}

func TestHostileTextIsShownAsEscapes(t *testing.T) {
	for _, h := range hostile {
		if got := Safe(h.text); got != h.safe {
			t.Errorf("%s: Safe(%+q) = %+q, want %+q", h.name, h.text, got, h.safe)
		}
	}
}

func TestHarmlessTextIsShownAsItself(t *testing.T) {
	for _, s := range []string{
		"", "P-118", "Renée O'Brien", "Zażółć", "Łódź", "Ελένη", "Юлия", "山田太郎", "한국어", "ສະບາຍດີ",
		"e\u0301", "ภาษาไทย น้ำ", "हिन्दी", "עִבְרִית", "العربية", "😀 🇬🇧", `C:\users\new\tmp`, `\`, `\\server\share`, "£5 – “quoted”…",
	} {
		for _, f := range []func(string) string{Safe, SafeLine, SafeText} {
			if got := f(s); got != s {
				t.Errorf("%q became %+q", s, got)
			}
		}
	}
}

func TestLineBreaksAndTabs(t *testing.T) {
	const text = "one\r\ntwo\nthree\tfour\rfive"
	for _, c := range []struct {
		name, want string
		safe       func(string) string
	}{
		{"Safe", `one\x0d\x0atwo\x0athree\x09four\x0dfive`, Safe},
		{"SafeLine", `one two three four\x0dfive`, SafeLine},
		{"SafeText", "one\ntwo\nthree    four\\x0dfive", SafeText},
	} {
		if got := c.safe(text); got != c.want {
			t.Errorf("%s = %q, want %q", c.name, got, c.want)
		}
	}
	if got := SafeText("a\n\u0301"); got != "a\n"+`\u0301` {
		t.Errorf("a mark at the start of a line became %+q", got)
	}
	if got := SafeLine("a\\\nb"); got != `a\ b` {
		t.Errorf("a backslash before a line break that is a space became %q", got)
	}
}

func TestEveryCharacterIsShownOrEscaped(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r += stride(r) {
		if !utf8.ValidRune(r) {
			continue
		}
		for _, text := range []string{string(r), "a" + string(r) + "b"} {
			got := Safe(text)
			if why := unsafe(got); why != "" {
				t.Errorf("Safe lets %U through in %+q: %s", r, text, why)
			}
			if unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) && strings.ContainsRune(got, r) {
				t.Errorf("%U is shown as itself", r)
			}
		}
	}
}

// stride passes quickly over the ideographs, the Hangul syllables and the
// planes that hold nothing but private use or nothing at all.
func stride(r rune) rune {
	switch {
	case r >= 0x3400 && r < 0xd700, r >= 0x17000 && r < 0x18d00:
		return 97
	case r >= 0x20000 && r < 0xdff00, r >= 0xe1000:
		return 199
	}
	return 1
}

// unsafe says why s is not fit for a terminal; blank where it is.
func unsafe(s string) string {
	if !utf8.ValidString(s) {
		return "not UTF-8"
	}
	for _, r := range s {
		if !unicode.IsGraphic(r) {
			return fmt.Sprintf("holds %U", r)
		}
	}
	if Width("|"+s+"|") != Width(s)+2 {
		return "joins its neighbours"
	}
	return ""
}

func TestNothingIsLostAndNoEscapeCanBeForged(t *testing.T) {
	for _, h := range hostile {
		if got := unescape(Safe(h.text)); got != h.text {
			t.Errorf("%s: %+q reads back as %+q", h.name, h.text, got)
		}
	}
}

// unescape reads what Safe shows back into the text it was, by the rule in
// Safe's comment.
func unescape(s string) string {
	var b strings.Builder
	for s != "" {
		n := backslashes(s)
		if n == 0 || !shaped(s[n:]) {
			b.WriteString(s[:n])
			s = s[n:]
			if s != "" {
				b.WriteByte(s[0])
				s = s[1:]
			}
			continue
		}
		b.WriteString(s[:n/2])
		s = s[n:]
		if n%2 == 0 {
			b.WriteByte(s[0])
			s = s[1:]
			continue
		}
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[0]]
		v, _ := strconv.ParseUint(s[1:1+digits], 16, 32)
		if digits == 2 {
			b.WriteByte(byte(v))
		} else {
			b.WriteRune(rune(v))
		}
		s = s[1+digits:]
	}
	return b.String()
}

func TestTerminalThatIsNotUTF8GetsASCIIOnly(t *testing.T) {
	l := &Look{textASCII: true}
	// The last byte of U+00DB is 0x9b: in Latin-1 it starts a control sequence.
	for text, want := range map[string]string{
		"\u00db31m": `\u00db31m`, "Renée": `Ren\u00e9e`, "😀": `\U0001f600`, "plain": "plain", `\u00e9`: `\\u00e9`,
	} {
		if got := l.Safe(text); got != want {
			t.Errorf("Safe(%q) = %q, want %q", text, got, want)
		}
	}
	if got := l.SafeText("é\r\n\tb"); got != `\u00e9`+"\n    b" {
		t.Errorf("SafeText = %q", got)
	}
	if got := l.SafeLine("é\r\n\tb"); got != `\u00e9`+"  b" {
		t.Errorf("SafeLine = %q", got)
	}
}

func TestTextThatNeedsNothingIsNotCopied(t *testing.T) {
	text := strings.Repeat("Renée shared it once. ", 100)
	if n := testing.AllocsPerRun(100, func() { SafeText(text) }); n != 0 {
		t.Errorf("SafeText allocates %v times for a text that needs nothing", n)
	}
}

func FuzzSafe(f *testing.F) {
	for _, h := range hostile {
		f.Add(h.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		safe := Safe(s)
		if why := unsafe(safe); why != "" {
			t.Errorf("Safe(%+q) = %+q: %s", s, safe, why)
		}
		if back := unescape(safe); back != s {
			t.Errorf("%+q is shown as %+q, which reads back as %+q", s, safe, back)
		}
		if why := unsafe(SafeLine(s)); why != "" {
			t.Errorf("SafeLine(%+q): %s", s, why)
		}
		for _, line := range strings.Split(SafeText(s), "\n") {
			if why := unsafe(line); why != "" {
				t.Errorf("SafeText(%+q): %s", s, why)
			}
		}
		for _, c := range []byte((&Look{textASCII: true}).Safe(s)) {
			if c < ' ' || c > '~' {
				t.Errorf("byte %#x reaches a terminal that is not UTF-8", c)
			}
		}
	})
}

func BenchmarkSafe(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"reference", "14/2231/19"},
		{"english-60KiB", strings.Repeat("Shared one image with a partner. ", 60<<10/33)},
		{"accents-60KiB", strings.Repeat("Zażółć gęślą jaźń, „ŁÓDŹ”. ", 60<<10/42)},
		{"japanese-60KiB", strings.Repeat("山田太郎は画像を共有した。", 60<<10/39)},
		{"hostile-60KiB", strings.Repeat("\x1b[2J\u202ea", 60<<10/8)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				SafeText(c.text)
			}
		})
	}
}
