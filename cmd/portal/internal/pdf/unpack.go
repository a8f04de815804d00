package pdf

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
)

// unpacked is how many bytes the object and cross-reference streams of a file
// unpack to. They are all that [Read] unpacks, and a few kilobytes can become
// gigabytes: so they are measured before, and nothing is kept. It stops counting
// above the limit. Such a stream is packed once, by Flate, or not at all; one
// that says otherwise is a bomb.
func unpacked(data []byte) int64 {
	var total int64
	for at := 0; total <= maxUnpacked; {
		i := bytes.Index(data[at:], []byte("stream"))
		if i < 0 {
			break
		}
		head := data[at : at+i]
		at += i + len("stream")
		if bytes.HasSuffix(head, []byte("end")) {
			continue
		}
		head = names(head[bytes.LastIndex(head, []byte(" obj"))+1:])
		switch {
		case !structural.Match(head):
		case oddlyPacked(head):
			return maxUnpacked + 1
		default:
			total += inflated(bytes.TrimLeft(data[at:], " \t\r\n"), maxUnpacked-total)
		}
	}
	return total
}

// structural is what the dictionary of a stream of objects has, or of one of
// cross-references.
var structural = regexp.MustCompile(`/(First|W)\b`)

// oddlyPacked reports whether a dictionary names a filter that such streams never
// have, or the same one twice.
func oddlyPacked(head []byte) bool {
	return structuralType.Match(head) && (len(flate.FindAll(head, 2)) > 1 || otherFilter.Match(head))
}

var (
	structuralType = regexp.MustCompile(`/(ObjStm|XRef)\b`)
	flate          = regexp.MustCompile(`/(FlateDecode|Fl)\b`)
	otherFilter    = regexp.MustCompile(`/(LZWDecode|LZW|RunLengthDecode|RL|ASCII85Decode|A85|ASCIIHexDecode|AHx|BrotliDecode)\b`)
	escaped        = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
)

// names writes out the letters that names may have as numbers: "/F#69rst".
func names(head []byte) []byte {
	if !bytes.ContainsRune(head, '#') {
		return head
	}
	return escaped.ReplaceAllFunc(head, func(code []byte) []byte {
		return []byte{hex(code[1])<<4 | hex(code[2])}
	})
}

func hex(digit byte) byte {
	if digit <= '9' {
		return digit - '0'
	}
	return digit | 0x20 - 'a' + 10
}

// inflated is what data unpacks to, counted up to a little over a limit.
func inflated(data []byte, limit int64) int64 {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return 0 // not packed
	}
	n, _ := io.Copy(io.Discard, io.LimitReader(r, limit+1)) // what breaks off counts as far as it goes
	return n
}
