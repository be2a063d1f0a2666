/* grown.c - a process listens at one more address while it writes how others reach its objects: that takes more octets than were
 * measured. */
#include "scene.h"

/* Who asks it for an IMarshal that often makes the process listen. */
typedef struct Riser {
	AcomObject object;
	IMix IMix_iface;
	unsigned left;
} Riser;

ACOM_FACE(Riser, IMix)

static HRESULT Riser_query(void *object, REFIID riid, void **ppv)
{
	Riser *r = object;

	*ppv = NULL;
	if (IsEqualIID(riid, &IID_IMarshal) && r->left && !--r->left)
		assert_int_equal(AcomListen(u"tcp:127.0.0.1:0"), S_OK);
	return E_NOINTERFACE;
}

static const IMixVtbl Riser_IMix_vtbl = {
	ACOM_UNKNOWN(Riser, IMix), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
};
static const AcomInterface Riser_map[] = { ACOM_ENTRY(Riser, IMix), ACOM_END };
static const AcomClass Riser_class = { "Riser", sizeof(Riser), Riser_map, NULL, NULL, Riser_query };

/* It is asked once when it is measured, and again when it is written. */
static IMix *riser(void)
{
	IMix *mix;

	assert_int_equal(AcomCreateObject(&Riser_class, NULL, &IID_IMix, (void **)&mix), S_OK);
	Riser_from_IMix(mix)->left = 2;
	return mix;
}

static HRESULT keep_riser(void *arg)
{
	((struct scene *)arg)->mixer.kept = (IUnknown *)riser();
	return S_OK;
}

static void grown_close(struct scene *s, IMix *mix)
{
	IMix_Release(mix);
	assert_int_equal(AcomStopListening(NULL), S_OK);
	scene_close(s);
}

TEST(a_request_with_what_has_grown_since_it_was_measured_is_measured_again)
{
	struct scene *s = scene_mix();
	LONG calls;

	scene_open(s, AWAY_UNIX, COINIT_MULTITHREADED);
	IMix *mix = scene_object(s, &IID_IMix), *mine = riser();
	assert_int_equal(IMix_Take(mix, (IUnknown *)mine), S_OK);
	assert_int_equal(Riser_from_IMix(mine)->left, 0);
	Riser_from_IMix(mine)->left = 2;
	assert_int_equal(IMix_CallBack(mix, mine, 0, &calls), S_OK); /* the number behind it has no room any more */
	assert_int_equal(Riser_from_IMix(mine)->left, 0);
	mixer_drop(&s->house);
	while (where_refs(mine) > 1) /* the server gives it back when it has answered */
		os_yield();
	IMix_Release(mine);
	grown_close(s, mix);
}

TEST(an_answer_with_what_has_grown_since_it_was_measured_is_measured_again)
{
	struct scene *s = scene_mix();
	IUnknown *object = NULL;

	s->mixer.act = MIXER_RETURN;
	scene_open(s, AWAY_UNIX, COINIT_MULTITHREADED);
	IMix *mix = scene_object(s, &IID_IMix);
	assert_int_equal(house_run(&s->house, keep_riser, s), S_OK);
	assert_int_equal(IMix_Exchange(mix, &object), S_OK);
	IUnknown_Release(object);
	IMix_Release(mix);
	scene_close(s);
}
