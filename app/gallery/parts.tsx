import { Badge } from "../../components/ui/badge";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { Checkbox, ChoiceGroup, Radio } from "../../components/ui/choice";
import { CopyButton } from "../../components/ui/copy-button";
import { Dialog, DialogActions, DialogClose } from "../../components/ui/dialog";
import { Empty } from "../../components/ui/empty";
import { Field } from "../../components/ui/field";
import { Input } from "../../components/ui/input";
import { Kbd } from "../../components/ui/kbd";
import { Menu, MenuHeading, MenuLink } from "../../components/ui/menu";
import { Notice } from "../../components/ui/notice";
import { Progress } from "../../components/ui/progress";
import { Select } from "../../components/ui/select";
import { Skeleton } from "../../components/ui/skeleton";
import { Stat } from "../../components/ui/stat";
import { Table, Td, Th } from "../../components/ui/table";
import { Tabs } from "../../components/ui/tabs";
import { Textarea } from "../../components/ui/textarea";
import { VerdictWord } from "../../components/ui/verdict-word";

export function Parts() {
  return (
    <div className="space-y-8">
      <p className="max-w-3xl font-serif text-3xl">
        Software companies of 200 to 1,000 people with a dedicated security owner on a modern cloud stack.
      </p>
      <Buttons />
      <div className="grid gap-6 lg:grid-cols-2">
        <Fields />
        <Remarks />
      </div>
      <Figures />
      <Empty title="No patterns yet" actions={<Button variant="primary">Import a table</Button>}>
        Patterns appear here once there are customers with an outcome.
      </Empty>
    </div>
  );
}

function Buttons() {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button variant="primary">Propose</Button>
      <Button>Compare</Button>
      <Button variant="quiet">Cancel</Button>
      <Button variant="danger">Remove</Button>
      <Button disabled>Disabled</Button>
      <Button size="sm">Small</Button>
      <CopyButton text="copied" size="sm" />
      <Dialog
        title="Remove this import?"
        description="1,204 customers go with it. It can be undone for 30 days."
        trigger={<Button>Dialog</Button>}
      >
        <DialogActions>
          <DialogClose>
            <Button>Keep</Button>
          </DialogClose>
          <Button variant="danger">Remove</Button>
        </DialogActions>
      </Dialog>
      <Menu trigger={<Button>Menu</Button>}>
        <MenuHeading>Add to draft as</MenuHeading>
        <MenuLink href="#must-have">Must-have</MenuLink>
        <MenuLink href="#signal" current>
          Signal
        </MenuLink>
      </Menu>
      <Kbd>⌘K</Kbd>
      <Badge>plain</Badge>
      <Badge tone="accent">accent</Badge>
      <Badge tone="good">approved</Badge>
      <Badge tone="poor">dissent</Badge>
      <Badge tone="warn">Sample</Badge>
      <VerdictWord word="supported" direction="good" />
      <VerdictWord word="suggestive" direction="poor" />
      <VerdictWord word="contradicted" direction="good" />
      <VerdictWord word="insufficient" />
    </div>
  );
}

function Fields() {
  return (
    <Card title="Fields">
      <div className="space-y-4">
        <Field label="Name" hint="As it stands in contracts.">
          <Input defaultValue="Northgate Security" />
        </Field>
        <Field label="E-mail" error="This is not an e-mail address.">
          <Input defaultValue="maria@" type="email" />
        </Field>
        <Field label="Dimension">
          <Select defaultValue="firmographic">
            <option>firmographic</option>
            <option>geographic</option>
          </Select>
        </Field>
        <Field label="Reason">
          <Textarea defaultValue="They asked for on-premises." />
        </Field>
        <ChoiceGroup legend="Teams" hint="One or more.">
          <Checkbox name="team" label="Marketing" defaultChecked />
          <Checkbox name="team" label="Sales" hint="Approves what sales must live with." />
        </ChoiceGroup>
        <ChoiceGroup legend="Role">
          <Radio name="role" value="editor" label="Editor" defaultChecked />
          <Radio name="role" value="viewer" label="Viewer" />
        </ChoiceGroup>
      </div>
    </Card>
  );
}

function Remarks() {
  return (
    <div className="space-y-4">
      <Notice title="Two teams have agreed.">Product has been waiting for two days.</Notice>
      <Notice tone="warn" title="Compare like with like.">
        Within industries the difference is 15 points: part of it is that software companies are often this
        size.
      </Notice>
      <Notice tone="error" title="Nothing was imported." actions={<Button size="sm">Show the rows</Button>}>
        14 rows have problems.
      </Notice>
      <Notice tone="good">1,204 customers, 38 new.</Notice>
      <Progress label="Reading rows" value={0.42} note="506 of 1,204" />
      <Progress label="Looking for patterns" />
      <Skeleton className="h-5 w-60" />
      <Tabs
        label="Outcomes"
        tabs={[
          { href: "#good", label: "Good customer", current: true, count: 9 },
          { href: "#retention", label: "Retention", current: false },
          { href: "#support", label: "Support", current: false },
        ]}
      />
    </div>
  );
}

function Figures() {
  return (
    <div className="grid gap-6 lg:grid-cols-[18rem_minmax(0,1fr)]">
      <Card>
        <div className="grid grid-cols-2 gap-5">
          <Stat figure="2.3×">good customers inside, against outside (1.8 to 2.9)</Stat>
          <Stat figure="31 %">of customers are inside</Stat>
        </div>
      </Card>
      <Card title="Accounts" padding="flush">
        <Table caption="Accounts" hideCaption className="px-5 pb-4">
          <thead>
            <tr>
              <Th>Account</Th>
              <Th>Industry</Th>
              <Th figure>Months</Th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <Th scope="row">Orrin Freight</Th>
              <Td>Logistics</Td>
              <Td figure>31</Td>
            </tr>
            <tr>
              <Th scope="row">Halden Bank</Th>
              <Td>Finance</Td>
              <Td figure>4</Td>
            </tr>
          </tbody>
        </Table>
      </Card>
    </div>
  );
}
