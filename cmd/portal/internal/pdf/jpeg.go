package pdf

import (
	"encoding/binary"
	"slices"
)

// Markers of JPEG (ITU-T T.81, B.1.1.3).
const (
	jpegStart   = 0xd8
	jpegScan    = 0xda // the picture itself begins: nothing after it is looked at
	jpegExif    = 0xe1 // APP1: Exif with the place and the camera, XMP
	jpegIPTC    = 0xed // APP13: photographer, caption
	jpegComment = 0xfe
)

// plainJPEG is a photograph without what a camera or a person wrote into it: when,
// where and with what it was taken. Its colours stay as they are (APP2, APP14). A
// file that is not built as expected is left as it is.
func plainJPEG(data []byte) []byte {
	if len(data) < 2 || data[0] != 0xff || data[1] != jpegStart {
		return data
	}
	out := slices.Clone(data[:2])
	for at := 2; ; {
		if at+4 > len(data) || data[at] != 0xff {
			return data
		}
		marker, end := data[at+1], at+2+int(binary.BigEndian.Uint16(data[at+2:]))
		if marker == jpegScan {
			return append(out, data[at:]...)
		}
		if end > len(data) || end < at+4 {
			return data
		}
		if marker != jpegExif && marker != jpegIPTC && marker != jpegComment {
			out = append(out, data[at:end]...)
		}
		at = end
	}
}
