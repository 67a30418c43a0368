using System.Buffers;
using System.Security.Cryptography;
using Attestry.Primitives;

namespace Attestry.Registry.Uploads;

/// <summary>
/// One blob on its way in. Bytes go to a temporary file and through the hash as they come, so that neither memory nor a second
/// reading grows with the blob.
/// </summary>
internal sealed class UploadSession : IAsyncDisposable
{
    private const int BufferBytes = 128 * 1024;
    private const int Free = 0;
    private const int Held = 1;
    private const int Ended = 2;

    private readonly FileStream _file;
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly UploadQuota _quota;
    private long _length;
    private int _state;

    public UploadSession(string repository, string path, UploadQuota quota, DateTimeOffset now)
    {
        (Repository, Path, _quota, TouchedAt) = (repository, path, quota, now);
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
    }

    public string Id => System.IO.Path.GetFileName(Path);

    public string Repository { get; }

    public string Path { get; }

    public DateTimeOffset TouchedAt { get; private set; }

    /// <summary>Bytes that were received.</summary>
    public long Length => Interlocked.Read(ref _length);

    /// <summary>One request at a time works on a session. False: another one does.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Held, Free) == Free;

    public void Exit(DateTimeOffset now)
    {
        TouchedAt = now;
        Interlocked.CompareExchange(ref _state, Free, Held);
    }

    /// <summary>
    /// Appends the body, at most <paramref name="most"/> bytes of it. What came before the client broke off stays, so that it can resume.
    /// </summary>
    public async Task<AppendResult> AppendAsync(Stream body, long most, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var left = most; ;)
            {
                // One byte more than is left tells a body that ends from one that goes on.
                var read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(BufferBytes, left == long.MaxValue ? left : left + 1)), cancellation);
                if (read == 0)
                    return AppendResult.Complete;
                if (read > left)
                    return AppendResult.TooLong;
                if (!_quota.TryTake(read))
                    return AppendResult.QuotaExceeded;
                await _file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                _sha256.AppendData(buffer, 0, read);
                Interlocked.Add(ref _length, read);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The received bytes have this digest and are on the disk.</summary>
    public async Task<bool> FinishAsync(Digest digest, CancellationToken cancellation)
    {
        byte[] hash;
        if (digest.HashAlgorithm == HashAlgorithmName.SHA256)
        {
            hash = _sha256.GetCurrentHash();
        }
        else
        {
            _file.Position = 0;
            hash = await CryptographicOperations.HashDataAsync(digest.HashAlgorithm, _file, cancellation);
            _file.Position = _file.Length;
        }
        if (Digest.FromHash(digest.HashAlgorithm, hash) != digest)
            return false;
        _file.Flush(flushToDisk: true);
        return true;
    }

    /// <summary>Closes the file; deletes it unless it was moved away. Who found the session before cannot enter it any more.</summary>
    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _state, Ended);
        await _file.DisposeAsync();
        _sha256.Dispose();
        File.Delete(Path);
        _quota.GiveBack(Length);
    }
}
