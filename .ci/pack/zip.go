package main

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// writeZip puts a folder into a zip: its files in the order of their names, all
// of one time, and with no more of their modes than whether they run.
func writeZip(folder, file string, at time.Time) error {
	out, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	z := zip.NewWriter(out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	err = filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return add(z, folder, name, at)
	})
	return errors.Join(err, z.Close(), out.Close())
}

func add(z *zip.Writer, folder, name string, at time.Time) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(folder, name)
	if err != nil {
		return err
	}
	h := &zip.FileHeader{Name: path.Join(filepath.Base(folder), filepath.ToSlash(rel)), Method: zip.Deflate, Modified: at}
	h.SetMode(0o644 | info.Mode()&0o111)
	w, err := z.CreateHeader(h)
	if err != nil {
		return err
	}
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(w, in)
	return err
}
