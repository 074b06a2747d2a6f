package jsonrows

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"testing"
)

// all is what is read of a file: each object's line and members, then how it
// ended.
func all(content string) string {
	var b strings.Builder
	o := New(bufio.NewReader(strings.NewReader(content)), 40)
	for {
		line, cut, err := o.Next()
		if err != nil {
			if err != io.EOF {
				b.WriteString(err.Error())
			}
			return b.String()
		}
		fmt.Fprintf(&b, "%d:", line)
		if cut {
			b.WriteString(" cut;")
			continue
		}
		for m := o.Members(); m.Next(); {
			name, _ := Unquote(m.Name)
			value, problem := Plain(m.Value)
			fmt.Fprintf(&b, " %s=%s%s", name, value, problem)
		}
		b.WriteString("; ")
	}
}

func TestObjectsAreFoundInAListAndOnLines(t *testing.T) {
	for _, c := range []struct{ content, want string }{
		{`[{"a":1, "b":"x\"y"},` + "\n" + `{"c":null}]`, `1: a=1 b=x"y; 2: c=; `},
		{`{"a":true}` + "\n\n" + `{"a":"}"}`, `1: a=true; 3: a=}; `},
		{`[]`, ``},
		{`{"a":"` + strings.Repeat("x", 60) + `"}` + "\n" + `{"a":2}`, `1: cut;2: a=2; `},
		{`{"a":"\ud800"}`, "1: a=\ufffdhalf a character (an unpaired surrogate); "},
	} {
		if got := all(c.content); got != c.want {
			t.Errorf("%s: got %q, want %q", c.content, got, c.want)
		}
	}
	for content, want := range map[string]string{
		`[{"a":1}`:        "the file ends inside the list",
		`[{"a":1}] x`:     "there is more after the end of the list",
		`{"a":1`:          "the file ends inside the object that begins here",
		`{"a":1 "b":2}`:   "not valid JSON: ",
		`[{"a":1} {"a"}]`: "a comma or the end of the list was expected here",
	} {
		if got := all(content); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", content, got, want)
		}
	}
}
