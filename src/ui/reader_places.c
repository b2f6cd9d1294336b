/* Where the person has been and what they looked for. */
#include "ui/reader.h"

#include "ui/page.h"
#include "ui/reader_state.h"

static struct att_visit
visit_here(struct app *app)
{
	const struct att_image *image = page_image(app->page);
	att_pos top = page_top(app->page);
	const struct att_section *s =
	    att_section(image, att_section_at(image, top));
	struct att_visit visit = {
	    .work = reader_work_name(app, page_work(app->page)),
	    .title = att_image_string(image, s->title),
	};

	att_where_make(&visit.where, image, (struct att_range){top, top});
	return visit;
}

void
reader_leave(struct app *app)
{
	struct att_visit visit;

	if (!app->reader || !page_is_open(app->page))
		return;
	visit = visit_here(app);
	att_places_set_last(app->reader->places, &visit, NULL);
}

/* Before this run adds its own. */
static size_t
earlier_visits(struct reader *r)
{
	if (r->earlier == SIZE_MAX)
		r->earlier = att_places_visits(r->places);
	return r->earlier;
}

void
reader_visited(struct app *app)
{
	struct att_visit visit;

	if (!app->reader || !page_is_open(app->page))
		return;
	visit = visit_here(app);
	earlier_visits(app->reader);
	att_places_add_visit(app->reader->places, &visit, NULL);
}

bool
reader_position(struct app *app, size_t work, att_pos *pos)
{
	const struct att_image *image;
	struct att_visit visit;
	struct att_range range;

	*pos = 0;
	if (!app->reader || !att_places_last(app->reader->places,
	                        reader_work_name(app, work), &visit))
		return false;
	image = att_library_image(app->library, work, NULL);
	if (!image)
		return false;
	att_where_find(&visit.where, image, &range);
	*pos = range.start;
	return true;
}

bool
reader_last(struct app *app, struct place *place)
{
	int64_t newest = 0;

	place->work = SIZE_MAX;
	for (size_t i = 0; app->reader && i < att_library_count(app->library);
	     i++) {
		struct att_visit visit;
		att_pos pos;

		if (!att_places_last(app->reader->places,
		        reader_work_name(app, i), &visit) ||
		    visit.time < newest || !reader_position(app, i, &pos))
			continue;
		newest = visit.time;
		*place = (struct place){i, pos};
	}
	return place->work != SIZE_MAX;
}

/* Those that back has led to are in this run's history. */
bool
reader_earlier(struct app *app, size_t back, struct visited *visited)
{
	struct reader *r = app->reader;
	size_t count = r ? earlier_visits(r) - r->taken : 0;
	const struct att_image *image;
	struct att_visit visit;
	struct att_range range;

	if (back >= count)
		return false;
	att_places_visit(app->reader->places, count - 1 - back, &visit);
	visited->title = visit.title;
	visited->work = visit.work;
	visited->place = (struct place){reader_work_open(app, visit.work), 0};
	if (visited->place.work == SIZE_MAX)
		return true;
	image = att_library_image(app->library, visited->place.work, NULL);
	if (image) {
		att_where_find(&visit.where, image, &range);
		visited->place.pos = range.start;
	}
	return true;
}

bool
reader_before(struct app *app, struct place *place)
{
	struct place here = {page_work(app->page), page_top(app->page)};
	struct visited visited;

	while (reader_earlier(app, 0, &visited)) {
		app->reader->taken++;
		*place = visited.place;
		if (place->work != SIZE_MAX &&
		    (place->work != here.work || place->pos != here.pos))
			return true;
	}
	return false;
}

void
reader_searched(struct app *app, const char *pattern)
{
	if (app->reader)
		att_places_add_search(app->reader->places, pattern, NULL);
}

const char *
reader_search(struct app *app, size_t back)
{
	size_t count =
	    app->reader ? att_places_searches(app->reader->places) : 0;

	return back < count
	           ? att_places_search(app->reader->places, count - 1 - back)
	           : NULL;
}
