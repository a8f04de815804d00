/* Leaving at once: the exit link covers the page before it leads away, and where
   the page says so, Shift pressed three times does the same. Without this script
   the links are links. Nothing is stored and nothing is sent. */
(function () {
  'use strict';
  var link = document.querySelector('.exit');
  if (!link || !link.addEventListener) return;

  var WAIT = 5000; // between two presses; and how long "cancelled" stays to be heard
  var body = document.body;
  var words = link.querySelectorAll('[data-loading]'); // one per language of the page
  var links = document.querySelectorAll('[data-exit]');
  var presses = 0;
  var modifier = false; // Shift is being held for something else
  var cover, title, timer, status, marks;

  function add(parent, name, className) {
    var child = document.createElement(name);
    child.className = className;
    return parent.appendChild(child);
  }

  // Each language in a span of its own, so that a screen reader speaks it right.
  function say(box, what) {
    box.textContent = '';
    for (var i = 0; what && i < words.length; i++) {
      var word = add(box, 'span', '');
      if (words[i].lang) word.lang = words[i].lang;
      word.textContent = words[i].getAttribute('data-' + what) + ' ';
    }
  }

  function leave() {
    if (!cover) {
      count(0);
      cover = add(body, 'div', 'exit__cover');
      cover.setAttribute('role', 'alert');
      // Set here and not by a style sheet: a browser too old for ours must hide
      // the page as well. Hidden so, it keeps its place for who comes back.
      body.style.visibility = 'hidden';
      cover.style.visibility = 'visible';
      // The tab would go on showing what the cover hides.
      title = document.title;
      document.title = words[0].getAttribute('data-loading');
      // An alert is read out when words come into it, not when it comes with them.
      timer = setTimeout(function () { say(cover, 'loading'); }, 50);
    }
    // Takes the page's place in the history of the tab. No referrer: document.html.
    location.replace(link.href);
  }

  function count(n, what) {
    clearTimeout(timer);
    presses = n;
    if (!status) return;
    say(status, what);
    for (var i = 0; i < 3; i++) marks.childNodes[i].className = i < n ? 'exit__mark exit__mark--on' : 'exit__mark';
    if (n) link.appendChild(marks);
    else if (marks.parentNode) link.removeChild(marks);
  }

  function press() {
    if (presses === 2) return leave();
    count(presses + 1, presses ? 'press-one' : 'press-two');
    timer = setTimeout(function () {
      count(0, 'over');
      timer = setTimeout(function () { say(status); }, WAIT);
    }, WAIT);
  }

  function isShift(e) {
    return e.key ? e.key === 'Shift' : e.keyCode === 16; // old browsers have no key
  }

  function held(e) {
    return e.ctrlKey || e.altKey || e.metaKey;
  }

  // A key that is not Shift, or the mouse.
  function other(e) {
    modifier = e.shiftKey;
    if (presses) count(0);
  }

  function down(e) {
    if (!isShift(e)) other(e);
    else if (!e.repeat) modifier = held(e);
  }

  // Counted when it comes up: only then is it sure that Shift was pressed alone.
  function up(e) {
    if (!isShift(e)) return other(e);
    if (!modifier && !held(e)) press();
    else if (presses) count(0);
    modifier = false;
  }

  // A new tab or window, asked for with a key or the middle button, is left alone.
  function click(e) {
    if (e.button || e.shiftKey || held(e)) return;
    e.preventDefault();
    leave();
  }

  for (var i = 0; i < links.length; i++) links[i].addEventListener('click', click);

  // Back and Forward may bring the page as it was left: covered.
  window.addEventListener('pageshow', function (e) {
    if (!e.persisted) return;
    count(0);
    modifier = false;
    if (!cover) return;
    body.removeChild(cover);
    cover = null;
    body.style.visibility = '';
    document.title = title;
  });

  if (link.getAttribute('data-exit') !== 'keys') return;
  // There before it speaks, else the first words are not heard.
  status = add(link.parentNode, 'span', 'exit__status vh');
  status.setAttribute('role', 'status');
  marks = add(link, 'span', 'exit__marks');
  marks.setAttribute('aria-hidden', 'true');
  for (i = 0; i < 3; i++) add(marks, 'i', '');
  link.removeChild(marks);
  document.addEventListener('keydown', down, true);
  document.addEventListener('keyup', up, true);
  document.addEventListener('mousedown', other, true);
})();
