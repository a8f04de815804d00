package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"os"
	"path"
	"strings"
)

// chunk is how many bytes of a file that no browser interprets are gathered
// before they go to the disk.
const chunk = 64 << 10

// keep is the largest buffer that is used again, so that one big page does not
// hold its memory until the end of the build.
const keep = 1 << 20

// zgot is what html/template leaves where it dropped an unsafe value (a tel:
// link, say), without an error. It must not be in any published file.
const zgot = "ZgotmplZ"

// file takes the bytes of one file. What a browser interprets is gathered whole
// (it is small) and read before it is written; everything else passes through
// in chunks. A file is used again for the next path.
type file struct {
	path   string
	root   *os.Root // a folder above the file, and the file's name from there
	name   string
	format format
	mode   bool // set the mode 0644, since the umask would change it

	buf  []byte   // not yet on the disk
	dst  *os.File // nil before the first bytes go to the disk
	sum  hash.Hash
	size int64
	tail []byte // the end of what is on the disk, to find zgot across two chunks
	zgot int64  // where the first zgot begins, or -1
	err  error  // the first fault of flush, for a writer that ignored it

	scanner scanner
}

// format says how a browser reads a file.
type format uint8

const (
	opaque  format = iota // not judged
	page                  // HTML
	drawing               // SVG
	sheet                 // CSS
)

func formatOf(name string) format {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return page
	case ".svg":
		return drawing
	case ".css":
		return sheet
	}
	return opaque
}

func (f *file) start(s *Staging, path string) {
	f.path, f.format, f.mode = path, formatOf(path), s.masked
	f.buf, f.tail = f.buf[:0], f.tail[:0]
	f.dst, f.size, f.zgot, f.err = nil, 0, -1, nil
	if f.sum == nil {
		f.sum = sha256.New()
	}
	f.sum.Reset()
}

// Write takes the next bytes. It fails only when the disk does.
func (f *file) Write(p []byte) (int, error) {
	f.buf = append(f.buf, p...)
	if f.format == opaque && len(f.buf) >= chunk {
		if err := f.flush(); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

// end finishes the file and says what it is.
func (f *file) end() (Entry, error) {
	facts := f.scanner.scan(f.format, f.buf)
	if err := f.flush(); err != nil {
		return Entry{}, err
	}
	err := f.dst.Close() // reports what a network disk could not store
	f.dst = nil
	if err != nil {
		return Entry{}, err
	}
	if f.zgot >= 0 {
		if facts == nil {
			facts = &Page{}
		}
		facts.Problems = append(facts.Problems, Problem{Code: "verify-zgotmplz", At: f.zgot})
	}
	if cap(f.buf) > keep {
		f.buf = nil
	}
	return Entry{Path: f.path, Size: f.size, SHA256: hex.EncodeToString(f.sum.Sum(nil)), Page: facts}, nil
}

func (f *file) flush() error {
	if f.err == nil {
		f.err = f.store()
	}
	return f.err
}

func (f *file) store() error {
	if f.dst == nil {
		dst, err := f.root.OpenFile(f.name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		f.dst = dst
		if f.mode {
			if err := dst.Chmod(0o644); err != nil {
				return err
			}
		}
	}
	f.findZgot()
	f.sum.Write(f.buf)
	n, err := f.dst.Write(f.buf)
	f.size += int64(n)
	f.buf = f.buf[:0]
	return err
}

// findZgot looks into what is about to be stored, and across the seam to what
// was stored before. Only the last piece of a file can be shorter than the tail.
func (f *file) findZgot() {
	if f.zgot < 0 {
		seam := append(f.tail, f.buf[:min(len(f.buf), len(zgot)-1)]...)
		if at := bytes.Index(seam, []byte(zgot)); at >= 0 {
			f.zgot = f.size - int64(len(f.tail)) + int64(at)
		} else if at := bytes.Index(f.buf, []byte(zgot)); at >= 0 {
			f.zgot = f.size + int64(at)
		}
	}
	if rest := len(f.buf) - (len(zgot) - 1); rest > 0 {
		f.tail = append(f.tail[:0], f.buf[rest:]...)
	}
}

// abandon closes a file that did not come to its end.
func (f *file) abandon() {
	if f.dst != nil {
		f.dst.Close()
		f.dst = nil
	}
}
