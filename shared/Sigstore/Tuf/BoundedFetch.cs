using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Sigstore.Tuf;

/// <summary>Reads files of a repository up to the length that they may have: whoever serves them may never stop (TUF §1.5.2, endless data).</summary>
internal sealed class BoundedFetch(ITufRepository? repository)
{
    /// <summary>Null without a finding when there is no such file, or no repository.</summary>
    internal async Task<(byte[]? Content, Finding? Finding)> ReadAsync(string path, long most, CancellationToken cancellation)
    {
        if (repository is null || await repository.OpenAsync(path, cancellation) is not { } stream)
            return (null, null);
        await using (stream)
        {
            using var content = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > most)
                    return (null, new(TufFindings.TooLong, Severity.High, $"{Bounded.Quote(path)} has more than {most} bytes."));
            }
            return (content.ToArray(), null);
        }
    }
}
