/* Filters the plan or the reports while one chooses: rows that do not fit are
   hidden, and so are objectives without any row left. Every row has a status and
   the ids of its institutions, empty or not. The choice stands in the address, so that it
   can be shared and Back brings it again. Without this script there is a page for
   each value, and the form is not shown. */
(function () {
  'use strict';
  var form = document.querySelector('.filter__form');
  if (!form || !history.replaceState) return;
  var fields = [].slice.call(form.querySelectorAll('[name]'));
  var count = form.querySelector('.filter__count');
  var clear = form.querySelector('.filter__clear');
  var groups = [].slice.call(document.querySelectorAll('[data-group]'));
  var names = {};
  var timer;

  // As people type: without diacritics. "đ" is typed "d" or "dj", so both are "d".
  // Letters are mapped here because old browsers cannot normalize: ë ç č ć š ž đ.
  var marked = '\u00eb\u00e7\u010d\u0107\u0161\u017e\u0111';
  function fold(s) {
    return s.toLowerCase().replace(/[\u00e7-\u017e]/g, function (c) {
      return 'ecccszd'.charAt(marked.indexOf(c)) || c;
    }).replace(/[\u0300-\u036f]/g, '').replace(/dj/g, 'd');
  }

  [].forEach.call(form.elements.institution.options, function (o) { names[o.value] = o.text; });

  // A row is found by code, title and its institutions, by id and by full name.
  var rows = [].map.call(document.querySelectorAll('tr[data-status]'), function (tr) {
    var ids = tr.getAttribute('data-institution').split(' ');
    return {
      tr: tr,
      text: fold([tr.cells[0].textContent, tr.cells[1].textContent].concat(ids, ids.map(function (id) { return names[id]; })).join(' '))
    };
  });

  function fits(row) {
    return fields.every(function (field) {
      var value = field.value;
      if (field.name === 'q') {
        return fold(value).split(/\s+/).every(function (word) { return row.text.indexOf(word) >= 0; });
      }
      return !value || (' ' + row.tr.getAttribute('data-' + field.name) + ' ').indexOf(' ' + value + ' ') >= 0;
    });
  }

  // Counts and the address wait until typing rests: a screen reader need not
  // hear every letter, and browsers limit how often an address may change.
  function apply(wait) {
    var query = fields.filter(function (field) { return field.value.trim(); }).map(function (field) {
      return field.name + '=' + encodeURIComponent(field.value.trim()).replace(/%20/g, '+');
    }).join('&');
    var shown = rows.filter(function (row) { return !(row.tr.hidden = !fits(row)); }).length;
    groups.forEach(function (group) {
      group.hidden = query && !group.querySelector('tr[data-status]:not([hidden])');
      var link = document.querySelector('.jump [href="#' + group.getAttribute('data-group') + '"]');
      if (link) link.parentNode.hidden = group.hidden;
    });
    clearTimeout(timer);
    timer = setTimeout(function () {
      count.textContent = count.getAttribute('data-words').replace('{n}', shown);
      form.querySelector('.filter__none').hidden = shown > 0;
      history.replaceState(null, '', location.pathname + (query && '?' + query) + location.hash);
    }, wait);
  }

  function read() {
    var given = {};
    location.search.slice(1).split('&').forEach(function (part) {
      var at = part.indexOf('=');
      try {
        given[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1).replace(/\+/g, ' '));
      } catch (e) { /* not an address of ours */ }
    });
    fields.forEach(function (field) {
      var value = field.value = given[field.name] || '';
      if (field.selectedIndex < 0) { // no such value, or one that has another id now
        field.selectedIndex = 0;
        [].forEach.call(field.options, function (o) {
          if ((' ' + (o.getAttribute('data-former') || '') + ' ').indexOf(' ' + value + ' ') >= 0) o.selected = true;
        });
      }
    });
    apply(0);
  }

  form.addEventListener('input', function (e) { apply(e.target.name === 'q' ? 300 : 0); });
  form.addEventListener('change', function () { apply(0); });
  form.addEventListener('submit', function (e) {
    e.preventDefault();
    apply(0);
  });
  clear.addEventListener('click', function (e) {
    e.preventDefault();
    fields.forEach(function (field) { field.value = ''; });
    apply(0);
    fields[0].focus();
  });
  addEventListener('popstate', read);

  if (form.previousElementSibling) form.previousElementSibling.hidden = true; // the links
  form.hidden = form.parentNode.hidden = false;
  read();
})();
