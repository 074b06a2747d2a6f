package export

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"strings"
	"sync"
)

// This file is what all pages that leave gd8 have in common: the frame with the
// marking, the style, and the policy that lets a page load and run nothing.

// frame is what every page begins and ends with.
type frame struct {
	Policy  string
	Style   template.CSS // gd8's own
	Title   string
	Kind    string // what the page is, such as "AT2 record"
	Heading string
	Marking string
	Subject string // what it is about, for the head of every sheet
}

var (
	//go:embed *.html
	pageFiles embed.FS
	//go:embed page.css
	pageStyle string
)

// pagePolicy lets a page load nothing and run nothing. The one style it may
// have is its own, by hash: a style that came in with a text would not match.
var pagePolicy = func() string {
	hash := sha256.Sum256([]byte(pageStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) +
		"'; base-uri 'none'; form-action 'none'"
}()

// newFrame is the frame of a page of a kind, with its heading.
func newFrame(kind, heading, marking, subject string) frame {
	return frame{
		Policy: pagePolicy, Style: template.CSS(pageStyle), Title: kind + ": " + subject,
		Kind: kind, Heading: heading, Marking: marking, Subject: subject,
	}
}

// pageTemplate is the template of a page, with what all pages share. It is read
// when a page is first made: every command starts with this package in it, and few
// make a page.
func pageTemplate(name string) func() *template.Template {
	return sync.OnceValue(func() *template.Template {
		t := template.New(name).Funcs(template.FuncMap{"segments": segments, "visible": visible})
		for _, file := range []string{"frame.html", name} {
			text, err := pageFiles.ReadFile(file)
			if err != nil {
				panic(err) // it is in the program
			}
			template.Must(t.Parse(stripped(string(text))))
		}
		return t
	})
}

// stripped takes the indentation of the template's lines away, which a reader
// of the source needs and the page does not.
func stripped(page string) string {
	var b strings.Builder
	for line := range strings.Lines(page) {
		b.WriteString(strings.TrimLeft(line, " "))
	}
	return b.String()
}
