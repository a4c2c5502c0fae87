using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>What a new request is about (XCL-01, SNG-07): asked only where the account leaves it open.</summary>
internal sealed partial class Conversation
{
    /// <summary>What the caller's organisation has with the line, as it was when the request began.</summary>
    private Account _account = null!;

    private IReadOnlyList<Product> _products = [];

    /// <summary>The kinds of request that are open to the account for the product (SNG-10), in the order of their keys.</summary>
    private IReadOnlyList<RequestType> RequestTypes => Entitlement.Offered(line, _progress.Product, _account);

    /// <summary>Looks up what the account may ask for; what there is only one of is not asked.</summary>
    private async Task BeginRequestAsync(Caller.Identified caller, CancellationToken ct)
    {
        _account = await site.Directory.AccountAsync(caller.Organisation.Id, line.Id, ct);
        _products = OfferedProducts();
        if (_products.Count <= 1) TakeProduct(_products.Count == 0 ? null : _products[0].Id);
    }

    private IReadOnlyList<Product> OfferedProducts()
    {
        if (line.Identification.WithoutContract)
        {
            return [.. line.Products.Where(product => Entitlement.Offered(line, product.Id, _account).Count > 0)];
        }

        var now = site.Clock.Now;
        var contracts = _keyedContract is { } keyed ? [keyed] : _account.Contracts.Where(contract => contract.IsInForce(now, line.Hours.Zone));
        var covered = contracts.Select(contract => contract.Product).ToHashSet();
        return [.. line.Products.Where(product => covered.Contains(product.Id))];
    }

    private async Task<Turn> AskProductAsync(CancellationToken ct)
    {
        var list = new MenuList("product", Prompt(Prompts.WhichProduct), [.. _products.Select(product => product.Prompt)], StandingKeys);
        var (turn, place) = await _talk.PickAsync(list, ct);
        if (turn != Turn.Onward) return turn;
        TakeProduct(_products[place].Id);
        await NoteProgressAsync();
        return Turn.Onward;
    }

    private void TakeProduct(string? id)
    {
        _progress.Product = id;

        // What was asked for about another product is no request about this one.
        (_progress.RequestType, _progress.MessageOnly, _progress.Consent) = (null, false, null);
        _progress.Given.Clear();
        if (_progress.Caller is { } caller && !line.Identification.WithoutContract && _keyedContract is null)
        {
            // Of several contracts, the one for this product is what the call is about (SNG-06).
            var now = site.Clock.Now.InZone(line.Hours.Zone).Date;
            var own = Contract.Current(_account.Contracts.Where(contract => contract.Product == id), now);
            if (own is not null) _progress.Caller = caller with { Contract = own };
        }

        if (RequestTypes is [var only]) TakeRequestType(only);
    }

    private void TakeRequestType(RequestType type)
    {
        _progress.RequestType = type.Id;
        _progress.MessageOnly = false;
        _progress.Consent = null;
        _progress.Given.Clear();
        if (!type.AsksSeverity) (_progress.Claimed, _progress.Confirmed) = (null, false);
    }
}
