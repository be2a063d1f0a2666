/* bare.c - a shared object that is no library of classes. */
int bare(void);

int bare(void)
{
	return 0;
}
