/* scene.h - an IMix between two apartments in each of the four pairs, for the tests of memory and references. */
#ifndef SCENE_H
#define SCENE_H

#include "mixer.h"
#include "where.h"

struct scene {
	struct house h;
	struct mixer m;
	IMix *mix;      /* a proxy */
	bool async;     /* the client begins and finishes */
	AsyncIMix *call;
};

static void scene_play(DWORD client, DWORD server, bool async_server, bool async, void (*body)(struct scene *s))
{
	struct scene s = { .m.async = async_server, .async = async };

	house_enter(client);
	s.h = (struct house){ .model = server, .make = mixer_make, .arg = &s.m };
	house_open(&s.h);
	s.mix = mixer_proxy(&s.h);
	s.call = mixer_call(s.mix);
	body(&s);
	AsyncIMix_Release(s.call);
	IMix_Release(s.mix);
	house_close(&s.h);
	house_leave();
}

/* Sync and async client with plain and async server, each from STA to STA, from MTA to STA and from STA to MTA. */
static inline void scene_each(void (*body)(struct scene *s))
{
	static const DWORD models[][2] = {
		{ COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED },
		{ COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED },
		{ COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED },
	};

	for (int i = 0; i < 12; i++)
		scene_play(models[i / 4][0], models[i / 4][1], i & 1, i & 2, body);
}

/* The same with asynchronous clients only. */
static inline void scene_each_async(void (*body)(struct scene *s))
{
	scene_play(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, false, true, body);
	scene_play(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, true, true, body);
	scene_play(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, false, true, body);
	scene_play(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, true, true, body);
}

/* One call of the scene: the arguments of a synchronous client, and those of the halves of an asynchronous one. */
#define scene_call(s, Name, all, in, out) \
	(!(s)->async ? IMix_##Name all : scene_halves(AsyncIMix_Begin_##Name in, AsyncIMix_Finish_##Name out))
#define scene_halves(begin, finish) \
	({ HRESULT scene_hr = begin; SUCCEEDED(scene_hr) ? finish : scene_hr; })

#endif
