using Attestry.Rego.Values;

namespace Attestry.Rego;

/// <summary>Base documents that are replaced while queries run: each evaluation sees one state from start to end.</summary>
public sealed class RegoStore(RegoObject data)
{
    private RegoObject _data = data;

    public RegoObject Data => Volatile.Read(ref _data);

    public void Replace(RegoObject data) => Volatile.Write(ref _data, data);

    /// <summary>Replaces what <paramref name="change"/> makes of the data; it is asked again when another change came between.</summary>
    public RegoObject Update(Func<RegoObject, RegoObject> change)
    {
        while (true)
        {
            var before = Data;
            var after = change(before);
            if (ReferenceEquals(Interlocked.CompareExchange(ref _data, after, before), before))
                return after;
        }
    }
}
