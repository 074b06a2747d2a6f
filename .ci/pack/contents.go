package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// modules are those that are in a program, as the program itself says.
func modules(program string) (*debug.BuildInfo, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, fmt.Errorf("%s does not say what it was built from: %w", program, err)
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			return nil, fmt.Errorf("%s is replaced by %s: a release is built of what its go.mod names", m.Path, m.Replace.Path)
		}
	}
	return info, nil
}

// licenceNames begin the names of files that say how a module may be used.
var licenceNames = []string{"LICENSE", "LICENCE", "COPYING", "NOTICE", "PATENTS"}

// writeLicences writes the licence texts of everything in a program. A module
// without one stops the release.
func writeLicences(w io.Writer, program string) error {
	info, err := modules(program)
	if err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "gd8 is made of these, under the licences below.\n")
	if err := licence(w, "The Go programming language and its standard library "+info.GoVersion, strings.TrimSpace(string(root))); err != nil {
		return err
	}
	for _, m := range info.Deps {
		folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", m.Path+"@"+m.Version).Output()
		if err != nil {
			return fmt.Errorf("%s: %w", m.Path, err)
		}
		if err := licence(w, m.Path+" "+m.Version, strings.TrimSpace(string(folder))); err != nil {
			return err
		}
	}
	return nil
}

// licence writes what a module's folder has. Debian's own Go has its licence
// among the system's.
func licence(w io.Writer, what, folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, names := range [][]string{licenceNames, {"README"}} { // one small module has its licence in that alone
		found := false
		for _, e := range entries {
			if e.IsDir() || strings.HasSuffix(e.Name(), ".go") || !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(strings.ToUpper(e.Name()), name) }) {
				continue
			}
			text, err := os.ReadFile(filepath.Join(folder, e.Name()))
			if err != nil {
				return err
			}
			text = bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
			if !bytes.Contains(bytes.ToLower(text), []byte("licen")) && !bytes.Contains(bytes.ToLower(text), []byte("copyright")) {
				continue
			}
			fmt.Fprintf(w, "\n%s\n%s (%s)\n\n%s\n", strings.Repeat("=", 78), what, e.Name(), text)
			found = true
		}
		if found {
			return nil
		}
	}
	return fmt.Errorf("%s has no licence in %s", what, folder)
}

// component is a part of a bill of materials, as CycloneDX has it.
type component struct {
	Type    string `json:"type"`
	Name    string `json:"name"`
	Version string `json:"version"`
	PURL    string `json:"purl,omitempty"`
	Hashes  []hash `json:"hashes,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// bill is a CycloneDX bill of materials.
type bill struct {
	Format   string `json:"bomFormat"`
	Spec     string `json:"specVersion"`
	Version  int    `json:"version"`
	Metadata struct {
		Timestamp  string     `json:"timestamp"`
		Component  component  `json:"component"`
		Properties []property `json:"properties"`
	} `json:"metadata"`
	Components []component `json:"components"`
}

// writeBill writes what a program is made of, as the program itself says.
func writeBill(w io.Writer, program, version string, at time.Time) error {
	info, err := modules(program)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	b := bill{Format: "CycloneDX", Spec: "1.5", Version: 1}
	b.Metadata.Timestamp = at.Format(time.RFC3339)
	b.Metadata.Component = component{Type: "application", Name: "gd8", Version: version, Hashes: []hash{{"SHA-256", hex.EncodeToString(sum[:])}}}
	for _, s := range info.Settings {
		b.Metadata.Properties = append(b.Metadata.Properties, property{"go:" + s.Key, s.Value})
	}
	standard := strings.TrimPrefix(info.GoVersion, "go")
	b.Components = append(b.Components, component{Type: "library", Name: "std", Version: standard, PURL: "pkg:golang/std@" + standard})
	for _, m := range info.Deps {
		b.Components = append(b.Components, component{Type: "library", Name: m.Path, Version: m.Version, PURL: "pkg:golang/" + m.Path + "@" + m.Version})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(b)
}
