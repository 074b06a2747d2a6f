package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// This file takes the parts out of a workbook, which is a ZIP archive.

const (
	// bombSize and bombRatio are when a part is taken for one made to fill
	// the memory: a sheet packs ten to one, one of nothing but empty styled
	// cells perhaps sixty to one.
	bombSize  = 24 << 20
	bombRatio = 100
)

// archive is the parts of a workbook by their folded names.
type archive struct {
	parts map[string]*zip.File
	limit int64
}

// openArchive looks at the sizes that the archive gives before it unpacks
// anything, and then reads every part once: a part that is damaged or cut off
// must be an error, even where nobody would read as far.
func openArchive(packed []byte, limit int64) (*archive, error) {
	r, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, &DamageError{What: "this is no whole ZIP archive", Cause: err}
	}
	a := &archive{parts: map[string]*zip.File{}, limit: limit}
	total := uint64(0)
	for _, f := range r.File {
		name := fold(f.Name)
		if strings.HasSuffix(name, "/") {
			continue
		}
		if a.parts[name] != nil {
			return nil, &DamageError{What: "the part " + f.Name + " stands twice in it"}
		}
		a.parts[name] = f
		size := f.UncompressedSize64
		if total += size; total > uint64(limit) || size > bombSize && size/bombRatio > f.CompressedSize64 {
			return nil, &TooLargeError{limit}
		}
	}
	for _, f := range r.File {
		if err := a.copy(io.Discard, f); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func fold(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(name, `\`, "/")), "/")
}

// copy unpacks a part, and no more of it than the archive says it has.
func (a *archive) copy(w io.Writer, f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return &DamageError{What: "the part " + f.Name + " cannot be unpacked", Cause: err}
	}
	defer r.Close()
	n, err := io.Copy(w, io.LimitReader(r, int64(f.UncompressedSize64)+1))
	if err != nil || n != int64(f.UncompressedSize64) {
		return &DamageError{What: "the part " + f.Name + " is damaged or cut off", Cause: err}
	}
	return nil
}

// part is the content of a part; ok is false where there is none.
func (a *archive) part(name string) (content []byte, ok bool, err error) {
	f := a.parts[fold(name)]
	if f == nil {
		return nil, false, nil
	}
	var b bytes.Buffer
	b.Grow(int(min(f.UncompressedSize64, uint64(a.limit))))
	err = a.copy(&b, f)
	return b.Bytes(), true, err
}

// Parts are the names of what a ZIP archive holds, folded: small letters and
// forward slashes.
func Parts(packed []byte) ([]string, error) {
	r, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	names := make([]string, len(r.File))
	for i, f := range r.File {
		names[i] = fold(f.Name)
	}
	return names, nil
}
