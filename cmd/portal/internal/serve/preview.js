// The preview's own script: it listens for what the program says after a save,
// loads the page anew or changes its style sheets, and shows the faults. It is
// for editors, on their own computer: no page that is published has it.
(function () {
  'use strict';
  var panel = document.getElementById('preview_panel');
  if (!panel || !window.EventSource) { return; }
  var before = null; // what had the focus before the faults took it

  // What an editor closed or opened is kept in the history entry: it outlives the
  // reloads after each save, and is gone with the tab.
  function kept(key) {
    var state = history.state;
    return state && typeof state === 'object' ? state[key] : undefined;
  }
  function keep(key, value) {
    var state = {}, old = history.state;
    if (old && typeof old === 'object') {
      Object.keys(old).forEach(function (k) { state[k] = old[k]; });
    }
    state[key] = value;
    history.replaceState(state, '');
  }

  function bar() { return panel.querySelector('.portal-preview__bar'); }
  function faults() { return document.getElementById('preview_faults'); }

  function close() {
    var box = faults();
    if (!box || box.hidden) { return; }
    box.hidden = true;
    keep('previewClosed', box.getAttribute('data-faults'));
    if (before && document.contains(before)) { before.focus({ preventScroll: true }); }
    before = null;
  }

  // A line of a file that is wider than its box can be scrolled by key, too.
  function reach() {
    Array.prototype.forEach.call(document.querySelectorAll('.portal-preview pre'), function (pre) {
      if (pre.scrollWidth > pre.clientWidth) { pre.tabIndex = 0; } else { pre.removeAttribute('tabindex'); }
    });
  }

  // dress puts the panel into the state in which the editor left it.
  function dress() {
    var box = faults(), details = panel.querySelector('details');
    details.open = !!kept('previewOpen');
    details.addEventListener('toggle', function () {
      keep('previewOpen', details.open);
      reach();
    });
    reach();
    if (!box) { return; }
    box.querySelector('button').addEventListener('click', close);
    if (kept('previewClosed') === box.getAttribute('data-faults')) {
      box.hidden = true;
      return;
    }
    if (!panel.contains(document.activeElement)) { before = document.activeElement; }
    box.focus({ preventScroll: true });
  }

  // Only what is new is put into the page, so that a reader of the list does not
  // lose the place in it.
  function fill(html) {
    var old = faults(), was = old && old.getAttribute('data-faults'), top = old ? old.scrollTop : 0;
    var down = bar().scrollTop;
    var inside = panel.contains(document.activeElement) && !(old && old.contains(document.activeElement));
    panel.innerHTML = html;
    dress();
    bar().scrollTop = down;
    var box = faults();
    if (box && was === box.getAttribute('data-faults')) { box.scrollTop = top; }
    if (inside && panel.querySelector('summary')) { panel.querySelector('summary').focus({ preventScroll: true }); }
    if (!box && before) {
      if (document.contains(before)) { before.focus({ preventScroll: true }); }
      before = null;
    }
  }

  // swap changes a style sheet without losing anything on the page.
  function swap(sheet) {
    var links = document.querySelectorAll('link[rel="stylesheet"]');
    Array.prototype.forEach.call(links, function (link) {
      if (link.getAttribute('href') !== sheet.from) { return; }
      var fresh = link.cloneNode();
      fresh.setAttribute('integrity', sheet.integrity);
      fresh.setAttribute('href', sheet.to);
      fresh.onload = fresh.onerror = function () { if (link.parentNode) { link.parentNode.removeChild(link); } };
      link.parentNode.insertBefore(fresh, link.nextSibling);
    });
  }

  window.addEventListener('resize', reach);
  document.addEventListener('keydown', function (e) { if (e.key === 'Escape') { close(); } });

  function turned(e) {
    var told = JSON.parse(e.data);
    if (told.page === panel.getAttribute('data-page')) { return; }
    if (!told.sheets || told.from !== panel.getAttribute('data-page')) {
      location.reload();
      return;
    }
    told.sheets.forEach(swap);
    panel.setAttribute('data-page', told.page);
  }

  function judged(e) {
    var told = JSON.parse(e.data);
    if (told.state === panel.getAttribute('data-state')) { return; }
    panel.setAttribute('data-state', told.state);
    fill(told.html);
  }

  // A browser has six connections to one server. A tab that nobody sees holds none
  // of them; when it is seen again it is told what it has missed. A connection that
  // is lost is made anew by the browser itself.
  var events = null;
  function connect() {
    if (events) { events.close(); }
    events = null;
    if (document.hidden) { return; }
    events = new EventSource('/_preview/events?page=' + encodeURIComponent(location.pathname));
    events.addEventListener('page', turned);
    events.addEventListener('panel', judged);
  }
  document.addEventListener('visibilitychange', connect);
  window.addEventListener('pagehide', function () { if (events) { events.close(); } });
  window.addEventListener('pageshow', function (e) { if (e.persisted) { connect(); } });

  connect();
  dress();
}());
