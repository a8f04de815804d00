package release

import (
	"fmt"
	"net/url"
	"strings"
)

// home is where a tree will be served: what tells our own addresses from others.
type home struct {
	scheme, host string // lower case, without the default port
	base         string // the path of the tree, "/" or "/pr-7/"
}

// newHome takes the site's origin ("https://antitrafikimi.rks-gov.net"; a path
// after it is not used) and the path below which this tree is served.
func newHome(baseURL, basePath string) (home, error) {
	u, err := url.Parse(baseURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return home{}, fmt.Errorf("verify: the base address %q is not absolute", baseURL)
	}
	base := "/" + strings.Trim(basePath, "/") + "/"
	if base == "//" {
		base = "/"
	}
	return home{u.Scheme, bareHost(u), base}, nil
}

// place is where an address leads.
type place struct {
	kind     placeKind
	path     string // inside: relative to the tree, decoded; "" or a final slash is a folder
	fragment string // inside: decoded, without "#"
}

type placeKind uint8

const (
	inside  placeKind = iota // below the tree
	foreign                  // another site
	special                  // a scheme that is no web address but harmless to follow: mailto, tel, sms
	picture                  // data: with an image, or nothing
	nowhere                  // ours and outside the tree, or browsers do not agree where
	active                   // every other scheme: javascript:, data:, blob:, file: …
)

// resolve says where address leads when it stands in the file from. It reads
// addresses as browsers do (URL Standard): white space round it and tabs and
// line ends within do not count, and a backslash is a slash.
func (h home) resolve(from, address string) place {
	address = asBrowsersRead(address)
	switch scheme := schemeOf(address); scheme {
	case "", "http", "https":
	case "mailto", "tel", "sms":
		return place{kind: special}
	case "data":
		if rest := strings.ToLower(address[len("data:"):]); rest == "," || strings.HasPrefix(rest, "image/") {
			return place{kind: picture}
		}
		return place{kind: active}
	default:
		return place{kind: active}
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" && (u.Host == "" || u.Opaque != "") {
		return place{kind: nowhere} // https:host is relative to some pages and absolute to others
	}
	here := url.URL{Scheme: h.scheme, Host: h.host, Path: h.base + from}
	full := here.ResolveReference(u)
	if full.Scheme != h.scheme || bareHost(full) != h.host {
		return place{kind: foreign}
	}
	if p, ok := strings.CutPrefix(full.Path+"/", h.base); ok { // "/pr-7" is "/pr-7/" to a server
		return place{inside, strings.TrimSuffix(p, "/"), full.Fragment}
	}
	if u.Host != "" {
		// The permanent address of a page, as a preview under /pr-7/ still prints it.
		return place{inside, strings.TrimPrefix(full.Path, "/"), full.Fragment}
	}
	return place{kind: nowhere}
}

// relative addresses lead elsewhere from each page; all others may be resolved once.
func relative(address string) bool {
	return !strings.HasPrefix(address, "/") && schemeOf(address) == ""
}

// bareHost is the host in lower case without the port that its scheme implies.
func bareHost(u *url.URL) string {
	host, port := strings.ToLower(u.Host), ":443"
	if u.Scheme == "http" {
		port = ":80"
	}
	return strings.TrimSuffix(host, port)
}

// schemeOf is the scheme in lower case, empty when there is none (RFC 3986, 3.1).
func schemeOf(address string) string {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	scheme, _, found := strings.Cut(address, ":")
	scheme = strings.ToLower(scheme)
	if !found || strings.Trim(scheme, letters+"0123456789+-.") != "" || strings.IndexAny(scheme, letters) != 0 {
		return ""
	}
	return scheme
}

func asBrowsersRead(address string) string {
	address = strings.TrimFunc(address, func(r rune) bool { return r <= ' ' })
	if strings.ContainsAny(address, "\t\r\n") {
		address = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(address)
	}
	if scheme := schemeOf(address); scheme == "" || scheme == "http" || scheme == "https" {
		end := strings.IndexAny(address, "?#")
		if end < 0 {
			end = len(address)
		}
		address = strings.ReplaceAll(address[:end], `\`, "/") + address[end:]
	}
	return address
}
