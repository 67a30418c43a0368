using System.Runtime.CompilerServices;
using Attestry.Rego.Builtins;

namespace Attestry.Rego.Values;


/// <summary>An immutable value of the policy language: JSON's kinds and sets. Equality and order are by content.</summary>
public abstract class RegoValue : IEquatable<RegoValue>, IComparable<RegoValue>
{
    // Some hundred megabytes of JSON; nothing that a policy is to judge comes near.
    private const long Heaviest = 20_000_000;

    // Only the types of this file's folder are values.
    private protected RegoValue()
    {
    }

    public abstract RegoKind Kind { get; }

    /// <summary>The name that <c>type_name</c> gives: <c>null</c>, <c>boolean</c>, <c>number</c>, <c>string</c>, <c>array</c>, <c>object</c>, <c>set</c>.</summary>
    public string TypeName => Kind == RegoKind.Text ? "string" : Kind.ToString().ToLowerInvariant();

    /// <summary>The total order of the language: first by kind, then by content.</summary>
    public int CompareTo(RegoValue? other) =>
        other is null ? 1
        : ReferenceEquals(this, other) ? 0
        : Kind != other.Kind ? Kind.CompareTo(other.Kind)
        : CompareSameKind(other);

    /// <summary>How many values this one is written with, itself included; parts that it holds twice count twice.</summary>
    internal virtual long Weight => 1;

    /// <summary>Of parts: theirs and one more. Values that share parts can be far heavier than the memory that they take.</summary>
    private protected static long Weigh(ReadOnlySpan<RegoValue> parts)
    {
        // What nests too deeply to be walked must not end the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var sum = 1L;
        foreach (var part in parts)
            sum = Math.Min(sum + part.Weight, Heaviest + 1);
        return sum;
    }

    /// <summary>To be called before a walk through all of a value.</summary>
    /// <exception cref="BudgetException">It has too many parts.</exception>
    internal void DemandWalkable()
    {
        if (Weight > Heaviest)
            throw new BudgetException($"a value has more than {Heaviest} parts");
        RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    public bool Equals(RegoValue? other) =>
        other is not null && (ReferenceEquals(this, other) || (Kind == other.Kind && EqualsSameKind(other)));

    public sealed override bool Equals(object? obj) => obj is RegoValue other && Equals(other);

    public sealed override int GetHashCode() => HashCode;

    /// <summary>The value as JSON; sets are written as arrays in order.</summary>
    public sealed override string ToString() => RegoText.Of(this);

    public static bool operator ==(RegoValue? left, RegoValue? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(RegoValue? left, RegoValue? right) => !(left == right);

    public static bool operator <(RegoValue left, RegoValue right) => left.CompareTo(right) < 0;

    public static bool operator >(RegoValue left, RegoValue right) => left.CompareTo(right) > 0;

    public static bool operator <=(RegoValue left, RegoValue right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RegoValue left, RegoValue right) => left.CompareTo(right) >= 0;

    private protected abstract int HashCode { get; }

    private protected abstract int CompareSameKind(RegoValue other);

    private protected abstract bool EqualsSameKind(RegoValue other);
}
