namespace Attestry.Registry.Uploads;

/// <summary>The bytes that all unfinished uploads may have together.</summary>
internal sealed class UploadQuota(long most)
{
    private long _taken;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= most)
            return true;
        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
