package store

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// drawing is, for each room of the store and each part of the review, what of
// gd8 it may import. A room
// that is not listed may import what its place in the house allows: model and
// the rooms below store.
var drawing = map[string][]string{
	"store/location":        {"store/files"},
	"store/boltfile":        {},
	"store/vault":           {"model", "store/seal", "store/files", "store/location", "store/boltfile", "store/proof"},
	"store/proof":           {},
	"store/codec":           {"model", "store/vault"},
	"store":                 {"model", "model/fold", "store/codec", "store/seal", "store/files", "store/location", "store/proof", "store/vault"},
	"store/queue":           {"model", "model/fold", "store", "store/codec", "store/vault"},
	"store/audit":           {"model", "store", "store/codec", "store/location", "store/boltfile", "store/proof", "store/seal", "store/sitting", "store/unnumbered", "store/vault"},
	"store/times":           {"store", "store/vault"},
	"store/sitting":         {"model", "store", "store/times", "store/vault"},
	"store/history":         {"model", "store", "store/codec", "store/vault"},
	"store/standing":        {"model", "store", "store/codec", "store/vault"},
	"store/unnumbered":      {"store", "store/codec", "store/vault"},
	"store/lapse":           {"model", "store", "store/codec", "store/sitting", "store/times", "store/vault"},
	"store/purge":           {"model", "store", "store/sitting", "store/times", "store/unnumbered", "store/vault"},
	"store/intake/fields":   {"model"},
	"store/intake/mapping":  {"model", "store/intake/fields", "store/intake/problem", "store/intake/source"},
	"store/intake/template": {"model", "store/intake/fields", "store/intake/source"},
	"store/intake/problem":  {"model"},
	"store/intake/unread":   {"model", "store/intake/fields", "store/intake/problem"},
	"store/intake/source":   {"store/intake/problem"},
	"store/intake/xlsx":     {},
	"store/intake/jsonrows": {"store/intake/problem", "store/intake/source"},
	"store/intake":          {"model", "model/fold", "store/files", "store/intake/fields", "store/intake/jsonrows", "store/intake/mapping", "store/intake/problem", "store/intake/source", "store/intake/unread", "store/intake/xlsx", "store/safecsv"},
	"store/intake/propose":  {"model", "store/files", "store/intake", "store/intake/fields", "store/intake/mapping", "store/intake/problem", "store/intake/source", "store/intake/unread"},
	"store/importer":        {"model", "model/fold", "store", "store/codec", "store/intake", "store/intake/mapping", "store/intake/problem", "store/intake/source", "store/vault"},

	"ui/command/usage":  {"model"},
	"ui/command/prompt": {},
	"ui/command/output": {"store/export", "store/importer", "ui/report", "ui/term"},
	"ui/command/program": {
		"model", "store", "store/boltfile", "store/export", "store/importer", "store/location", "store/proof", "store/seal", "store/vault",
		"store/times", "ui/command/output", "ui/command/prompt", "ui/command/usage", "ui/report", "ui/session", "ui/settings", "ui/term",
	},
	"ui/command/files": {
		"model", "store", "store/export", "store/importer", "store/intake", "store/intake/mapping", "store/intake/problem", "store/intake/source", "store/intake/propose", "store/intake/template", "store/intake/unread", "store/location",
		"ui/command/output", "ui/command/program", "ui/command/prompt", "ui/command/usage", "ui/report", "ui/term",
	},
	"ui/command/incidents": {
		"store/history",
		"model", "store", "store/export", "store/importer", "store/lapse", "store/queue",
		"ui/command/output", "ui/command/program", "ui/command/usage", "ui/report", "ui/session", "ui/settings", "ui/term",
	},
	"ui/command/exports": {
		"model", "store", "store/export", "store/importer", "store/vault",
		"ui/command/output", "ui/command/program", "ui/command/usage", "ui/report", "ui/settings",
	},
	"ui/command/journal": {
		"model", "store", "store/export", "store/proof", "store/safecsv", "store/vault",
		"ui/command/output", "ui/command/program", "ui/command/usage", "ui/report",
	},
	"ui/command/keeping": {
		"store/purge",
		"model", "store", "store/audit", "store/location", "store/vault",
		"ui/command/output", "ui/command/program", "ui/command/usage", "ui/report", "ui/term",
	},
	"ui/command/retention": {
		"model", "store", "store/purge",
		"ui/command/output", "ui/command/program", "ui/command/prompt", "ui/command/usage", "ui/report", "ui/settings", "ui/term",
	},
	"ui/command/quality": {
		"model", "store", "store/draw", "store/export", "store/quality", "store/release", "store/unlike",
		"ui/command/output", "ui/command/program", "ui/command/usage", "ui/report", "ui/settings", "ui/term",
	},
	"ui/command/sitting": {
		"store", "store/assurance", "ui/command/demo", "ui/command/program", "ui/command/prompt", "ui/command/usage",
		"ui/line", "ui/review", "ui/session", "ui/settings", "ui/term", "ui/term/console",
	},
	"ui/command": {
		"model", "store/export", "store/vault", "ui/command/exports", "ui/command/files", "ui/command/incidents",
		"ui/command/journal", "ui/command/keeping", "ui/command/program", "ui/command/quality", "ui/command/retention",
		"ui/command/sitting", "ui/command/usage", "ui/settings", "ui/term", "ui/term/console",
	},

	"ui/review/editor":     {"model", "ui/term"},
	"ui/review/desk":       {"model", "store", "store/assurance", "store/queue", "ui/report", "ui/review/editor", "ui/session", "ui/term", "ui/worddiff"},
	"ui/review/panes":      {"model", "store", "ui/report", "ui/review/desk", "ui/session", "ui/term"},
	"ui/review/guide":      {"model", "store", "ui/review/desk", "ui/review/editor", "ui/review/panes", "ui/review/worklist", "ui/term"},
	"ui/review/incident":   {"model", "store", "store/history", "ui/report", "ui/review/desk", "ui/review/editor", "ui/review/panes", "ui/review/worklist", "ui/session", "ui/term"},
	"ui/review/individual": {"model", "store", "ui/report", "ui/review/desk", "ui/review/incident", "ui/review/panes", "ui/review/worklist", "ui/session", "ui/term"},
	"ui/review/byhand":     {"model", "store", "ui/review/desk", "ui/review/editor", "ui/review/incident", "ui/review/worklist", "ui/session", "ui/term"},
	"ui/review/rationale":  {"model", "store", "store/queue", "ui/report", "ui/review/desk", "ui/review/editor", "ui/review/incident", "ui/review/panes", "ui/session", "ui/term"},
	"ui/review": {
		"model", "store", "store/assurance", "store/export", "store/queue", "store/seal", "ui/report",
		"ui/review/byhand", "ui/review/desk", "ui/review/editor", "ui/review/guide", "ui/review/importing", "ui/review/incident",
		"ui/review/individual", "ui/review/panes", "ui/review/rationale", "ui/review/worklist", "ui/session", "ui/term", "ui/term/console",
	},
	"ui/review/importing": {"model", "store/importer", "store/intake", "store/intake/mapping", "store/intake/problem", "store/intake/source", "store/intake/propose", "ui/report", "ui/review/desk", "ui/review/editor", "ui/review/worklist", "ui/session", "ui/term"},
	"ui/review/worklist":  {"model", "store", "store/queue", "ui/report", "ui/review/desk", "ui/review/editor", "ui/review/panes", "ui/session", "ui/term"},
}

// onlyTheVault may import these.
const onlyTheVault = "go.etcd.io/bbolt"

func TestImportsFollowTheDrawing(t *testing.T) {
	seen := map[string]bool{}
	for file, imports := range importsBelow(t, "..") {
		room := path.Dir(file)
		seen[room] = true
		for _, imported := range imports {
			inside, ours := strings.CutPrefix(imported, "gd8/")
			switch allowed, drawn := drawing[room]; {
			case !ours:
			case strings.HasPrefix(file, "model/") && !strings.HasPrefix(inside, "model"),
				strings.HasPrefix(file, "store/") && strings.HasPrefix(inside, "ui"),
				drawn && !slices.Contains(allowed, inside):
				t.Errorf("%s imports %s, against the drawing", file, imported)
			}
			if strings.HasPrefix(imported, onlyTheVault) && room != "store/vault" && room != "store/storetest" {
				t.Errorf("%s imports %s, which only store/vault may", file, imported)
			}
		}
	}
	for room := range drawing {
		if !seen[room] {
			t.Errorf("the drawing has %s and the house has not", room)
		}
	}
}

// mostLines is how many lines a room may have without its tests. One that grows
// beyond it has two purposes: what stands over the rest of it becomes a room of
// its own, as importer and audit did.
const mostLines = 4_500

func TestEachRoomIsSmallEnoughToKnow(t *testing.T) {
	lines := map[string]int{}
	err := filepath.WalkDir("..", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && e.Name() == "testdata":
			return filepath.SkipDir
		case e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		content, err := os.ReadFile(name)
		room, _ := filepath.Rel("..", filepath.Dir(name))
		lines[filepath.ToSlash(room)] += bytes.Count(content, []byte("\n"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for room, has := range lines {
		if has > mostLines {
			t.Errorf("%s has %d lines; it may have %d", room, has, mostLines)
		}
	}
	for room := range drawing {
		if lines[room] == 0 {
			t.Errorf("%s is drawn and has no lines", room)
		}
	}
}

// importsBelow are the imports of every Go file below a folder that is no
// test, by its path in the module.
func importsBelow(t *testing.T, root string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(root, name)
		for _, i := range parsed.Imports {
			imported, _ := strconv.Unquote(i.Path.Value)
			all[filepath.ToSlash(inside)] = append(all[filepath.ToSlash(inside)], imported)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What a vault gives to tests is used by tests alone: it writes past the journal.
func TestNothingButTestsReachesPastTheVault(t *testing.T) {
	for file := range importsBelow(t, "..") {
		if path.Dir(file) == "store/storetest" {
			continue
		}
		content, err := os.ReadFile(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, past := range []string{".Raw()", ".RawWriter("} {
			if bytes.Contains(content, []byte(past)) {
				t.Errorf("%s uses %s", file, past)
			}
		}
	}
}

// A comment that speaks of another name than it stands at was left behind by a
// renaming.
func TestCommentsBeginWithTheNameTheyAreOf(t *testing.T) {
	for _, room := range []string{
		".", "codec", "location", "boltfile", "proof", "vault", "queue", "importer", "audit", "lapse", "purge", "storetest",
		"history", "sitting", "standing", "times", "unnumbered",
		"intake/fields", "intake/jsonrows", "intake/mapping", "intake/template", "intake/unread",
		"../ui/review", "../ui/review/editor", "../ui/review/desk", "../ui/review/panes", "../ui/review/worklist", "../ui/review/incident",
		"../ui/review/guide", "../ui/review/importing", "../ui/review/rationale", "../ui/review/individual", "../ui/review/byhand",
		"../ui/command", "../ui/command/program", "../ui/command/usage", "../ui/command/output", "../ui/command/prompt", "../ui/command/sitting",
		"../ui/command/files", "../ui/command/incidents", "../ui/command/exports", "../ui/command/journal", "../ui/command/keeping",
		"../ui/command/retention", "../ui/command/quality",
	} {
		files, err := filepath.Glob(filepath.Join(room, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for name, doc := range commented(parsed) {
				first, _, _ := strings.Cut(strings.TrimSpace(doc), " ")
				first = strings.TrimRight(first, ",:\n")
				switch {
				case doc == "" && ast.IsExported(name):
					t.Errorf("%s: %s has no comment", file, name)
				case doc != "" && first != name && (ast.IsExported(name) || strings.EqualFold(first, name)):
					t.Errorf("%s: the comment of %s begins with %s", file, name, first)
				}
			}
		}
	}
}

// commented gives the functions, methods and types of a file with their
// comments, but for the methods that every error and text has.
func commented(f *ast.File) iter.Seq2[string, string] {
	plain := []string{"Error", "Unwrap", "Is", "String", "Write"}
	return func(yield func(name, doc string) bool) {
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv != nil && slices.Contains(plain, d.Name.Name) {
					continue
				}
				if !yield(d.Name.Name, d.Doc.Text()) {
					return
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					ts, ok := spec.(*ast.TypeSpec)
					if !ok {
						continue
					}
					doc := ts.Doc.Text()
					if doc == "" {
						doc = d.Doc.Text()
					}
					if !yield(ts.Name.Name, doc) {
						return
					}
				}
			}
		}
	}
}
